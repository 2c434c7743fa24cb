package io.tabletalk.index.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import io.tabletalk.TabletalkApplication;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.ingest.Batch;
import io.tabletalk.ingest.Ingestion;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.testing.LocalApi;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/// The whole server with its index in a store of LangChain4j: what it does, and what it says of what it cannot do.
@SpringBootTest(classes = TabletalkApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ServerOnStoreIT {

    private static final SourceId DEMO = new SourceId("demo");
    private static final SourceId PEOPLE = new SourceId("people");

    @TempDir
    static Path data;

    @LocalServerPort
    int port;

    @Autowired
    Ingestion ingestion;

    @Autowired
    KnowledgeIndex index;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("tabletalk.data-dir", () -> data.toString());
        registry.add("tabletalk.index.type", () -> "langchain4j");
        registry.add("tabletalk.index.langchain4j.store", InMemoryEmbeddingStore.class::getName);
    }

    @BeforeEach
    void readTheSampleData() {
        await().until(() -> !ingestion.recent(DEMO, 1, 0).isEmpty());
        completed(ingestion.recent(DEMO, 1, 0).getFirst());
    }

    @Test
    void theSampleDataIsReadFoundAndReadAgain() throws Exception {
        Batch first = ingestion.recent(DEMO, 1, 0).getFirst();
        String answer = request(
                        "POST",
                        "/chat",
                        "{\"user_name\": \"ada\", \"message\": \"What does it cost to bring a bicycle back late?\"}",
                        200)
                .get("response")
                .asString();
        Batch second = completed(ingestion.start(DEMO));

        assertThat(index.documentCount(DEMO)).isEqualTo(first.total());
        assertThat(answer).contains("[1]").contains("each started day costs 5 euros");
        assertThat(second.skipped()).isEqualTo(first.total());
        assertThat(Files.exists(data.resolve("index")))
                .as("no Lucene beside it")
                .isFalse();
    }

    @Test
    void aRowThatIsDeletedOrGoneFromItsSourceIsNotFoundAnyMore() throws Exception {
        Path file = Files.writeString(
                data.resolve("people.csv"),
                "id,note\n1,Ada likes Quixvorple tea\n2,Bob likes coffee\n3,Cy likes milk\n");
        request("POST", "/api/sources", """
                {"name": "people", "type": "csv", "settings": {"file_path": "people.csv", "key_columns": ["id"]}}""", 201);
        completed(ingestion.start(PEOPLE));
        assertThat(foundTexts("Who likes Quixvorple tea?")).anyMatch(text -> text.contains("Quixvorple"));

        JsonNode receipt = request("DELETE", "/api/sources/people/documents/1", "", 200);
        Files.writeString(file, "id,note\n1,Ada likes Quixvorple tea\n2,Bob likes coffee\n");
        Batch read = completed(ingestion.start(PEOPLE));

        assertThat(receipt.at("/removed/documents").asInt()).as("%s", receipt).isEqualTo(1);
        assertThat(read.removed()).as("%s", read).isEqualTo(1);
        assertThat(index.documentCount(PEOPLE)).isEqualTo(1);
        assertThat(foundTexts("Who likes Quixvorple tea?")).noneMatch(text -> text.contains("Quixvorple"));
    }

    @Test
    void whatItCannotDoIsSaidAndNothingFails() throws Exception {
        JsonNode status = request("GET", "/status", "", 200);
        assertThat(status.at("/components/index/status").asString()).isEqualTo("up");
        assertThat(status.at("/components/index/message").asString())
                .contains("InMemoryEmbeddingStore", "searched by meaning only", "cannot be audited");

        assertThat(request("POST", "/api/sources/demo/verify", "", 422)
                        .get("detail")
                        .asString())
                .contains("cannot list what it holds");
        assertThat(request("POST", "/api/search", "{\"query\": \"tea\", \"mode\": \"keyword\"}", 422)
                        .get("detail")
                        .asString())
                .contains("cannot search by words");
        assertThat(request("GET", "/api/sources/demo/documents?query=bicycle", "", 422)
                        .get("detail")
                        .asString())
                .contains("cannot list documents by their words");
        assertThat(request("GET", "/api/sources/demo/documents", "", 200).get("documents"))
                .isNotEmpty();
        await().untilAsserted(() -> assertThat(
                        request("GET", "/health", "", 200).get("status").asString())
                .isEqualTo("healthy"));
    }

    private List<String> foundTexts(String question) throws Exception {
        return request("POST", "/api/search", "{\"query\": \"" + question + "\", \"max_results\": 20}", 200)
                .get("results")
                .valueStream()
                .map(JsonNode::toString)
                .toList();
    }

    private Batch completed(Batch batch) {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> ingestion
                        .find(batch.id())
                        .filter(found -> found.status().isFinal())
                        .isPresent());
        Batch ended = ingestion.find(batch.id()).orElseThrow();
        assertThat(ended.status()).as("%s", ended).isEqualTo(Batch.Status.COMPLETED);
        return ended;
    }

    private JsonNode request(String method, String path, String body, int status) {
        return new LocalApi(port).ask(method, path, body, status);
    }
}
