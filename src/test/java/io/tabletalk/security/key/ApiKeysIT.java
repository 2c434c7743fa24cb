package io.tabletalk.security.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.TabletalkApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A whole server that asks for keys.
@SpringBootTest(classes = TabletalkApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ApiKeysIT {

    private static final String MAIN = "the-main-key-of-this-test";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient database;

    @Autowired
    private List<RequestMappingHandlerMapping> mappings;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("tabletalk.data-dir", () -> folder().toString());
        registry.add("tabletalk.sample-data", () -> "false");
        registry.add("tabletalk.chat.model.provider", () -> "extractive");
        registry.add("tabletalk.security.api-key", () -> MAIN);
    }

    @Test
    void everyEndpointButTheOpenOnesNeedsAKey() {
        List<String> reached = mappings.stream()
                .flatMap(mapping -> mapping.getHandlerMethods().entrySet().stream())
                .filter(entry -> isOurs(entry.getValue()))
                .flatMap(entry -> entry.getKey().getPatternValues().stream()
                        .flatMap(path -> methods(
                                        entry.getKey().getMethodsCondition().getMethods())
                                .map(method -> method + " " + path)))
                .filter(call -> status(call.split(" ")[0], concrete(call.split(" ")[1]), null) != 401)
                .toList();

        assertThat(reached)
                .containsExactlyInAnyOrder(
                        "GET /", "GET /health", "GET /openapi.json", "POST /api/sources/{name}/events");
    }

    private static boolean isOurs(HandlerMethod handler) {
        return !handler.getBeanType().getSimpleName().equals("SwaggerConfigResource")
                && !handler.getBeanType().getSimpleName().startsWith("SwaggerWelcome");
    }

    private static Stream<String> methods(Set<?> named) {
        return named.isEmpty() ? Stream.of("GET") : named.stream().map(Object::toString);
    }

    private static String concrete(String pattern) {
        return pattern.replaceAll("\\{\\*?[^}]*}", "x").replace("/**", "/x");
    }

    @Test
    void thePageAndTheMetricsAreAsTheyShouldBe() {
        assertThat(status("GET", "/page/main.js", null)).isEqualTo(200);
        assertThat(status("GET", "/webjars/lit/3.3.2/index.js", null)).isEqualTo(200);
        assertThat(status("GET", "/metrics", null)).isEqualTo(401);
        assertThat(status("GET", "/metrics", MAIN)).isEqualTo(200);
        assertThat(status("GET", "/page/../api/sources", null)).isEqualTo(401);
        assertThat(status("POST", "/api/sources/none/events", null)).isNotEqualTo(200);
    }

    @Test
    void aRefusalSaysWhatToSend() {
        HttpResponse<String> refused = send("GET", "/api/sources", null, null);

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(refused.body()).contains("api_key_required", "TABLETALK_API_KEY");
        assertThat(send("GET", "/api/sources", "wrong-but-long-enough", null).body())
                .contains("api_key_invalid")
                .doesNotContain("wrong-but");
    }

    @Test
    void aKeyIsMadeUsedAndRevoked() throws Exception {
        HttpResponse<String> made = send("POST", "/api/keys", MAIN, "{\"name\": \"laptop\"}");
        assertThat(made.statusCode()).isEqualTo(201);
        JsonNode key = JSON.readTree(made.body());
        String text = key.path("key").asString();

        assertThat(status("GET", "/api/sources", text)).isEqualTo(200);
        HttpRequest otherHeader = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/sources"))
                .header("X-API-Key", text)
                .build();
        assertThat(client.send(otherHeader, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
        assertThat(send("GET", "/api/keys", MAIN, null).body())
                .contains("laptop")
                .doesNotContain(text);
        assertThat(database.sql("SELECT hash FROM api_key").query(String.class).list())
                .noneMatch(hash -> hash.contains(text) || text.contains(hash));

        String id = key.path("id").asString();
        assertThat(status("DELETE", "/api/keys/" + id, MAIN)).isEqualTo(204);
        assertThat(status("GET", "/api/sources", text)).isEqualTo(401);
        assertThat(status("DELETE", "/api/keys/" + id, MAIN)).isEqualTo(404);
    }

    @Test
    void aKeyMakesNoOtherKeysAndSeesNone() {
        String text = JSON.readTree(
                        send("POST", "/api/keys", MAIN, "{\"name\": \"one\"}").body())
                .path("key")
                .asString();

        HttpResponse<String> refused = send("POST", "/api/keys", text, "{\"name\": \"two\"}");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("main_key_required");
        assertThat(status("DELETE", "/api/keys/x", text)).isEqualTo(403);
        JsonNode list = JSON.readTree(send("GET", "/api/keys", text, null).body());
        assertThat(list.path("current").asString()).isEqualTo("one");
        assertThat(list.path("keys").size()).isZero();
        assertThat(status("POST", "/api/keys", MAIN)).isEqualTo(422);
    }

    @Test
    void anAnswerIsStreamedWithAKey() {
        HttpResponse<String> answer = send("POST", "/chat/stream", MAIN, "{\"user_name\": \"a\", \"message\": \"b\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("[DONE]");
    }

    private int status(String method, String path, @Nullable String key) {
        return send(method, path, key, method.equals("POST") ? "{}" : null).statusCode();
    }

    private HttpResponse<String> send(String method, String path, @Nullable String key, @Nullable String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("keys");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
