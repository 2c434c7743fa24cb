package io.tabletalk.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tabletalk.TabletalkApplication;
import io.tabletalk.testing.Redis;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The whole server while a real Redis is there, is stopped or hangs, and is back.
class ServerOnRedisIT {

    /// Of a Redis that hangs, an answer waits for a second at the most, and only the first ones; the rest is for a busy
    /// machine.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private final HttpClient client = HttpClient.newHttpClient();

    private enum Outage {
        KILLED,
        FROZEN;

        void begin(Redis redis) throws IOException {
            switch (this) {
                case KILLED -> redis.kill();
                case FROZEN -> redis.freeze();
            }
        }

        void end(Redis redis) throws IOException {
            switch (this) {
                case KILLED -> redis.restart();
                case FROZEN -> redis.thaw();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Outage.class)
    void batchesGoOnAndAreToldWithoutRedisAndShownAgainWithIt(Outage outage) throws Exception {
        try (Redis redis = Redis.start(Files.createDirectory(directory.resolve("redis")));
                ConfigurableApplicationContext server = start(redis)) {
            Ingestion ingestion = server.getBean(Ingestion.class);
            String url = url(server);
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> ingestion.recent(1).stream()
                            .anyMatch(batch -> batch.status().isFinal()));
            Batch first = ingestion.recent(1).getFirst();
            assertThat(first.status()).isEqualTo(Batch.Status.COMPLETED);
            await().untilAsserted(() -> {
                assertThat(get(url, "/status").at("/components/redis/status").asString())
                        .isEqualTo("up");
                assertThat(get(url, "/health").get("status").asString()).isEqualTo("healthy");
            });

            outage.begin(redis);
            await().untilAsserted(() ->
                    assertThat(get(url, "/health").get("status").asString()).isEqualTo("degraded"));
            Batch without = ingestion.start(first.source());
            await().until(() -> status(url, without).equals("completed"));
            assertThat(get(url, "/ingest-status/" + without.id())
                            .get("processed_documents")
                            .asLong())
                    .isEqualTo(first.total());
            assertThat(get(url, "/recent-batches").get("recent_batches")).hasSize(2);
            assertThat(get(url, "/api/overview").get("sources")).hasSize(1);
            assertThat(get(url, "/status").at("/components/redis/message").asString())
                    .contains("has not answered since");

            outage.end(redis);
            await().untilAsserted(() ->
                    assertThat(get(url, "/health").get("status").asString()).isEqualTo("healthy"));
            assertThat(status(url, without)).isEqualTo("completed");
            assertThat(status(url, first)).isEqualTo("completed");
        }
    }

    private ConfigurableApplicationContext start(Redis redis) {
        return new SpringApplicationBuilder(TabletalkApplication.class)
                .run(
                        "--server.port=0",
                        "--tabletalk.data-dir=" + directory.resolve("data"),
                        "--tabletalk.redis.url=" + redis.url());
    }

    private static String url(ConfigurableApplicationContext server) {
        WebServer web = Objects.requireNonNull(((WebServerApplicationContext) server).getWebServer(), "it has started");
        return "http://127.0.0.1:" + web.getPort();
    }

    private String status(String url, Batch batch) throws Exception {
        return get(url, "/ingest-status/" + batch.id()).get("status").asString();
    }

    private JsonNode get(String url, String path) throws Exception {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(URI.create(url + path)).timeout(PATIENCE).build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        return JsonMapper.shared().readTree(response.body());
    }
}
