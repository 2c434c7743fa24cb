package io.tabletalk.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tabletalk.TabletalkApplication;
import io.tabletalk.ingest.Ingestion;
import io.tabletalk.testing.LocalApi;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// What Prometheus reads from a server that has read the sample data and answered a question.
@SpringBootTest(
        classes = TabletalkApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "management.prometheus.metrics.export.enabled=true")
class MetricsIT {

    @TempDir
    static Path data;

    @LocalServerPort
    int port;

    @Autowired
    Ingestion ingestion;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("tabletalk.data-dir", () -> data.toString());
    }

    @BeforeEach
    void readTheSampleDataAndAsk() throws Exception {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> ingestion.recent(1).stream()
                        .anyMatch(batch -> batch.status().isFinal()));
        new LocalApi(port)
                .ask(
                        "POST",
                        "/chat",
                        Map.of("user_name", "ada", "message", "What does it cost to bring a bicycle back late?"),
                        200);
    }

    /// Whether this server has what a metric is about.
    Predicate<String> isHere() {
        return name -> Stream.of("tabletalk_kafka_", "tabletalk_redis_", "tabletalk_index_copy_")
                .noneMatch(name::startsWith);
    }

    @Test
    void everyMetricThatAlertsAndDashboardNameIsThere() throws Exception {
        Set<String> named = NamedMetrics.all().stream().filter(isHere()).collect(Collectors.toCollection(TreeSet::new));
        // The pauses of the garbage collector are a metric from the first one on, and told a moment later.
        System.gc();

        assertThat(named).hasSizeGreaterThan(20);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(names(scrape())).containsAll(named));
    }

    @Test
    void theFiguresAreThoseOfTheWorkDone() throws Exception {
        String metrics = scrape();

        assertThat(value(metrics, "tabletalk_index_documents")).isPositive();
        assertThat(value(metrics, "tabletalk_index_passages"))
                .isGreaterThanOrEqualTo(value(metrics, "tabletalk_index_documents"));
        assertThat(value(metrics, "tabletalk_batches{status=\"completed\"}")).isEqualTo(1);
        assertThat(value(metrics, "tabletalk_dead_letters")).isZero();
        assertThat(value(metrics, "tabletalk_stage_messages_total{outcome=\"done\",stage=\"apply\"}"))
                .isEqualTo(value(metrics, "tabletalk_index_documents"));
        assertThat(value(metrics, "tabletalk_stage_duration_seconds_sum{stage=\"embed\"}"))
                .isPositive();
        assertThat(value(metrics, "tabletalk_search_seconds_count{mode=\"hybrid\"}"))
                .isPositive();
        assertThat(value(metrics, "tabletalk_chat_first_token_seconds_count{provider=\"extractive\"}"))
                .isPositive()
                .isEqualTo(value(
                        metrics, "tabletalk_chat_answer_seconds_count{provider=\"extractive\",state=\"complete\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator",
                "/env",
                "/actuator/env",
                "/heapdump",
                "/beans",
                "/loggers",
                "/metrics/jvm.memory.used"
            })
    void nothingElseOfTheActuatorIsThere(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    private String scrape() throws Exception {
        HttpResponse<String> metrics = get("/metrics");
        assertThat(metrics.statusCode()).isEqualTo(200);
        return metrics.body();
    }

    private HttpResponse<String> get(String path) {
        return new LocalApi(port).get(path);
    }

    private static Set<String> names(String metrics) {
        return metrics.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[ {]", 2)[0])
                .collect(Collectors.toSet());
    }

    private static double value(String metrics, String series) {
        return metrics.lines()
                .filter(line -> line.startsWith(series + " "))
                .map(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no " + series + " in\n" + metrics));
    }
}
