package io.tabletalk.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tabletalk.TabletalkApplication;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.testing.FilesHolding;
import io.tabletalk.testing.LocalApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/// Deletions on the whole server, checked in its files.
@SpringBootTest(classes = TabletalkApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class DeletionIT {

    private static final Set<String> UNFINISHED = Set.of("queued", "running");

    @TempDir
    static Path data;

    @LocalServerPort
    int port;

    @Autowired
    KnowledgeIndex index;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("tabletalk.data-dir", () -> data.toString());
        registry.add("tabletalk.sample-data", () -> "false");
    }

    @Test
    void aDeletedDocumentIsGoneFromTheFilesAndStaysOut() throws IOException {
        write("people", "1,Ada likes Quixvorple tea from the hills of Assam", "2,Bob likes coffee in the morning");
        define("people");
        sync("people");
        askAbout("What does Ada like to drink from the hills of Assam?");
        assertThat(history()).contains("quixvorple");
        assertThat(filesWith("quixvorple", "index")).as("the search works").isNotEmpty();
        assertThat(filesWith("quixvorple", "tabletalk.db")).isNotEmpty();

        JsonNode receipt = delete("/api/sources/people/documents/1", 200);

        assertThat(receipt.path("status").asString()).as("%s", receipt).isEqualTo("removed");
        assertThat(receipt.path("key").asString()).isEqualTo("1");
        assertThat(receipt.at("/removed/passages").asInt()).isEqualTo(1);
        assertThat(receipt.at("/removed/vectors").asInt()).isEqualTo(1);
        assertThat(receipt.at("/removed/history_snippets").asInt()).isPositive();
        assertThat(receipt.path("excluded").asBoolean()).isTrue();
        assertThat(receipt.path("source_held_at").asString()).isNotBlank();
        assertThat(history()).doesNotContain("quixvorple").contains("[deleted]");
        awaitExpunged(receipt.path("id").asString());
        assertThat(filesWith("quixvorple", "index")).isEmpty();
        assertThat(filesWith("quixvorple", "tabletalk.db")).isEmpty();

        sync("people");
        assertThat(index.documentCount(new SourceId("people"))).isEqualTo(1);
        assertThat(get("/api/sources/people/excluded").at("/documents/0/key").asString())
                .isEqualTo("1");

        JsonNode letIn = delete("/api/sources/people/excluded?key=1", 200);
        assertThat(letIn.path("note").asString()).contains("brings it back");
        awaitEnd(letIn.path("batch").asString());
        assertThat(index.documentCount(new SourceId("people"))).isEqualTo(2);
        assertThat(get("/api/sources/people/excluded").path("documents")).isEmpty();
    }

    @Test
    void aDocumentIsKeptOutAsLongAsItsSourceIsPaused() throws IOException {
        write("stones", "1,A flint from the beach", "2,A slate from the roof");
        define("stones");
        sync("stones");
        delete("/api/sources/stones/documents/1", 200);
        post("/api/sources/stones/pause", Map.of(), 200);

        assertThat(delete("/api/sources/stones/excluded?key=1", 409)
                        .path("code")
                        .asString())
                .isEqualTo("source_paused");

        assertThat(get("/api/sources/stones/excluded").path("documents")).hasSize(1);
    }

    @Test
    void aDocumentDeletedWithoutExclusionComesBackWithTheNextRead() throws IOException {
        write("plants", "1,Fern in the hall", "2,Ivy on the wall");
        define("plants");
        sync("plants");

        JsonNode receipt = delete("/api/sources/plants/document?key=2&exclude=false", 200);

        assertThat(receipt.path("excluded").asBoolean()).isFalse();
        assertThat(index.documentCount(new SourceId("plants"))).isEqualTo(1);
        sync("plants");
        assertThat(index.documentCount(new SourceId("plants"))).isEqualTo(2);
    }

    @Test
    void aRowDeletedInTheSourceLeavesTheHistoryToo() throws IOException {
        write("songs", "1,The ballad of Wrimblethorn and the sea", "2,A march for brass");
        define("songs");
        sync("songs");
        askAbout("Which ballad is about the sea?");
        assertThat(history()).contains("wrimblethorn");

        write("songs", "2,A march for brass");
        sync("songs");

        await().untilAsserted(() -> assertThat(history()).doesNotContain("wrimblethorn"));
    }

    @Test
    void aDeletedSourceIsGoneFromTheFilesWithItsLettersAndSnippets() throws IOException {
        write("ships", "1,The Brigantine Yolvandrex sailed in May", "2,broken,Yolvandrex,row", "3,A cutter");
        define("ships");
        sync("ships");
        askAbout("Which brigantine sailed in May?");
        assertThat(get("/api/dead-letters?source=ships").path("total").asInt()).isEqualTo(1);
        assertThat(filesWith("yolvandrex", "index")).as("the search works").isNotEmpty();
        assertThat(filesWith("yolvandrex", "tabletalk.db")).isNotEmpty();

        String batch = delete("/api/sources/ships", 202).path("id").asString();
        awaitEnd(batch);

        JsonNode receipt = get("/api/deletions/" + batch);
        assertThat(receipt.path("source").asString()).isEqualTo("ships");
        assertThat(receipt.path("key").isNull()).isTrue();
        assertThat(receipt.at("/removed/documents").asInt()).as("%s", receipt).isEqualTo(2);
        assertThat(receipt.at("/removed/passages").asInt()).isEqualTo(2);
        assertThat(receipt.at("/removed/dead_letters").asInt()).isEqualTo(1);
        assertThat(receipt.at("/removed/history_snippets").asInt()).isPositive();
        assertThat(get("/api/deletions?source=ships").path("deletions")).hasSize(1);
        awaitExpunged(batch);
        assertThat(filesWith("yolvandrex", "index")).isEmpty();
        assertThat(filesWith("yolvandrex", "tabletalk.db")).isEmpty();
        assertThat(get("/api/dead-letters?source=ships").path("total").asInt()).isZero();
    }

    @Test
    void whatIsNotThereIsNotFound() throws IOException {
        write("empty", "1,nothing");
        define("empty");

        assertThat(delete("/api/sources/empty/documents/9", 404).path("code").asString())
                .isEqualTo("document_not_found");
        assertThat(delete("/api/sources/none/documents/9", 404).path("code").asString())
                .isEqualTo("source_not_found");
        assertThat(delete("/api/sources/empty/excluded?key=9", 404).path("code").asString())
                .isEqualTo("document_not_excluded");
        assertThat(ask("GET", "/api/deletions/none", null, 404).path("code").asString())
                .isEqualTo("deletion_not_found");
    }

    /// Files below the data directory whose name begins so and that hold the word in any case.
    private static List<Path> filesWith(String word, String name) throws IOException {
        return FilesHolding.word(word, data).stream()
                .filter(file -> data.relativize(file).toString().startsWith(name))
                .toList();
    }

    private static void write(String name, String... rows) throws IOException {
        Files.writeString(data.resolve(name + ".csv"), "id,note\n" + String.join("\n", rows) + "\n");
    }

    private void define(String name) {
        post(
                "/api/sources",
                Map.of(
                        "name",
                        name,
                        "type",
                        "csv",
                        "settings",
                        Map.of("file_path", name + ".csv", "key_columns", List.of("id"))),
                201);
    }

    private void sync(String name) {
        awaitEnd(
                post("/api/sources/" + name + "/sync", Map.of(), 202).path("id").asString());
    }

    private void askAbout(String question) {
        post("/chat", Map.of("user_name", "ada", "message", question), 200);
    }

    /// Answers alone: the words of a question are the user's own.
    private String history() {
        StringBuilder answers = new StringBuilder();
        get("/chat/history/ada?limit=100")
                .path("history")
                .valueStream()
                .filter(message -> message.path("role").asString().equals("assistant"))
                .forEach(message -> answers.append(message));
        return answers.toString().toLowerCase(Locale.ROOT);
    }

    private void awaitEnd(String batch) {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> !UNFINISHED.contains(
                        get("/api/batches/" + batch).path("status").asString()));
    }

    private void awaitExpunged(String deletion) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> get("/api/deletions/" + deletion)
                        .path("status")
                        .asString()
                        .equals("expunged"));
    }

    private JsonNode get(String path) {
        return ask("GET", path, null, 200);
    }

    private JsonNode delete(String path, int status) {
        return ask("DELETE", path, null, status);
    }

    private JsonNode post(String path, Map<String, Object> body, int status) {
        return ask("POST", path, body, status);
    }

    private JsonNode ask(String method, String path, @Nullable Object body, int status) {
        return new LocalApi(port).ask(method, path, body, status);
    }
}
