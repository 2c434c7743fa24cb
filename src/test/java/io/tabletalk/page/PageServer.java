package io.tabletalk.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tabletalk.TabletalkApplication;
import io.tabletalk.chat.model.ScriptedServer;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.ingest.Ingestion;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.SourceDefinition;
import io.tabletalk.source.Sources;
import io.tabletalk.testing.Browser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;

/// The whole server with the sample data and no model, started once for all tests of the page.
@SpringBootTest(classes = TabletalkApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class PageServer {

    static final Path DATA = folder();
    private static final SourceId DEMO = new SourceId("demo");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private KnowledgeIndex index;

    @Autowired
    private Sources sources;

    @Autowired
    private Ingestion ingestion;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("tabletalk.data-dir", DATA::toString);
        registry.add("tabletalk.chat.model.provider", () -> "extractive");
        // A batch that begins by itself would stand beside the one that a test has begun.
        registry.add("tabletalk.files.watch.quiet", () -> "1h");
        registry.add("tabletalk.files.watch.patience", () -> "1h");
    }

    @BeforeEach
    void withTheSampleDataAndNothingElse() {
        soon().atMost(Duration.ofMinutes(2)).until(() -> index.documentCount(DEMO) >= 172);
        sources.all().stream()
                .map(SourceDefinition::id)
                .filter(source -> !source.equals(DEMO))
                .forEach(ingestion::remove);
        soon().atMost(Duration.ofMinutes(1)).until(() -> sources.all().size() == 1);
        withoutAModel();
    }

    void removeTheSampleData() {
        ingestion.remove(DEMO);
        soon().atMost(Duration.ofMinutes(1)).until(() -> sources.all().isEmpty());
    }

    /// Every test waits here: what holds already is seen at once.
    private static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(20));
    }

    void withoutAModel() {
        switchTo(Map.of("provider", "extractive"));
    }

    int port() {
        return port;
    }

    Browser browser() {
        return Browser.open(port);
    }

    /// Lets a scripted server of Ollama's kind answer.
    void switchTo(ScriptedServer model) {
        switchTo(Map.of("provider", "ollama", "model", "scripted", "endpoint", model.address()));
    }

    private void switchTo(Map<String, Object> choice) {
        try {
            HttpResponse<String> response = CLIENT.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/llm/switch"))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    JsonMapper.shared().writeValueAsString(choice)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("page");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
