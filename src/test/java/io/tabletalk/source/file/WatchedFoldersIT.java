package io.tabletalk.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tabletalk.TabletalkApplication;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.index.ListedDocument;
import io.tabletalk.index.Listing;
import io.tabletalk.ingest.Batch;
import io.tabletalk.ingest.Ingestion;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.pipeline.DeadLetter;
import io.tabletalk.pipeline.DeadLetters;
import io.tabletalk.source.SourceDetail;
import io.tabletalk.source.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// Folders on the whole server: what happens in them is followed without anyone asking for it.
@SpringBootTest(classes = TabletalkApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class WatchedFoldersIT {

    @TempDir
    static Path data;

    @Autowired
    Sources sources;

    @Autowired
    Ingestion ingestion;

    @Autowired
    KnowledgeIndex index;

    @Autowired
    DeadLetters deadLetters;

    @Autowired
    List<SourceDetail> details;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) {
        settings.add("tabletalk.data-dir", data::toString);
        settings.add("tabletalk.sample-data", () -> "false");
        settings.add("tabletalk.files.watch.quiet", () -> "100ms");
        settings.add("tabletalk.files.watch.rescan", () -> "1s");
    }

    @Test
    void newChangedRenamedAndRemovedFilesAreFollowed() throws IOException {
        write("docs/a.md", "# Alpha");
        write("docs/b.md", "# Beta");
        SourceId docs = define("docs", true);
        read(docs);
        assertThat(titles(docs)).containsExactly("Alpha", "Beta");
        age("docs/a.md");
        age("docs/b.md");

        write("docs/c.md", "# Gamma");
        awaitTitles(docs, "Alpha", "Beta", "Gamma");

        write("docs/b.md", "# Beta, changed");
        awaitTitles(docs, "Alpha", "Beta, changed", "Gamma");

        Files.move(data.resolve("docs/a.md"), data.resolve("docs/z.md"));
        awaitTitles(docs, "Alpha", "Beta, changed", "Gamma");
        await().untilAsserted(() -> assertThat(keys(docs)).containsExactly("b.md", "c.md", "z.md"));

        write("docs/deep/er/d.md", "# Delta");
        awaitTitles(docs, "Alpha", "Beta, changed", "Delta", "Gamma");
        write("docs/deep/er/e.md", "# Epsilon");
        awaitTitles(docs, "Alpha", "Beta, changed", "Delta", "Epsilon", "Gamma");

        Files.delete(data.resolve("docs/c.md"));
        awaitTitles(docs, "Alpha", "Beta, changed", "Delta", "Epsilon");
    }

    @Test
    void filesThatHaveNotChangedAreNotRead() throws IOException {
        write("quiet/a.md", "# Alpha");
        write("quiet/b.md", "# Beta");
        age("quiet/a.md");
        age("quiet/b.md");
        SourceId quiet = define("quiet", false);
        read(quiet);
        write("quiet/b.md", "# Beta, changed");
        Files.writeString(data.resolve("quiet/c.md"), "# Gamma");

        Batch changes = finished(ingestion.startChanges(quiet).id());

        assertThat(changes.kind()).isEqualTo(Batch.Kind.CHANGES);
        assertThat(changes.read()).isEqualTo(2);
        assertThat(changes.applied()).isEqualTo(2);
        assertThat(changes.removed()).isZero();
        assertThat(titles(quiet)).containsExactly("Alpha", "Beta, changed", "Gamma");
        Files.delete(data.resolve("quiet/a.md"));
        Batch removal = finished(ingestion.startChanges(quiet).id());
        assertThat(removal.removed()).isEqualTo(1);
        assertThat(removal.kept()).isZero();
        assertThat(titles(quiet)).containsExactly("Beta, changed", "Gamma");
    }

    @Test
    void aLetterOfAFileIsResolvedOnceTheFileIsGoneOrReadWell() throws IOException {
        write("letters/a.md", "# Alpha");
        write("letters/z.csv", "id,note\n1,fine\n2,one,too,many\n");
        age("letters/a.md");
        age("letters/z.csv");
        SourceId letters = define("letters", false);
        read(letters);
        assertThat(letters(letters)).as("of a row").hasSize(1);
        write("letters/bad.json", "{\"id\": 1, ");
        write("letters/worse.json", "{\"id\": 2, ");
        assertThat(finished(ingestion.startChanges(letters).id()).splitsFailed())
                .isEqualTo(2);
        assertThat(letters(letters)).hasSize(3);
        assertThat(lastRead(letters)).contains("COMPLETED_WITH_ERRORS", "splitsFailed=2");

        Files.delete(data.resolve("letters/bad.json"));
        finished(ingestion.startChanges(letters).id());

        assertThat(letters(letters)).hasSize(2).anyMatch(reason -> reason.contains("worse.json"));
        write("letters/b.md", "# A file that gives the others other numbers");
        write("letters/worse.json", "[{\"id\": 2}]");
        assertThat(finished(ingestion.startChanges(letters).id()).status()).isEqualTo(Batch.Status.COMPLETED);
        assertThat(letters(letters))
                .as("of the row of a file that has not changed")
                .hasSize(1);
        Files.delete(data.resolve("letters/z.csv"));
        assertThat(finished(ingestion.startChanges(letters).id()).kind()).isEqualTo(Batch.Kind.CHANGES);
        assertThat(letters(letters)).isEmpty();
    }

    private String lastRead(SourceId source) {
        return details.stream()
                .filter(detail -> detail.name().equals("last_read"))
                .map(detail -> String.valueOf(detail.of(source)))
                .findFirst()
                .orElseThrow();
    }

    private List<String> letters(SourceId source) {
        return deadLetters.list(new DeadLetters.Selection(source.value(), null, null), 10, 0).stream()
                .map(DeadLetter::reason)
                .toList();
    }

    @Test
    void aFolderThatNobodyHasReadIsLeftAlone() throws IOException {
        write("unread/a.md", "# Alpha");
        SourceId unread = define("unread", true);
        write("watched/a.md", "# Alpha");
        SourceId watched = define("watched", true);
        read(watched);

        write("unread/b.md", "# Beta");
        write("watched/b.md", "# Beta");

        awaitTitles(watched, "Alpha", "Beta");
        assertThat(ingestion.recent(unread, 10, 0)).isEmpty();
    }

    private static void write(String name, String text) throws IOException {
        Path file = data.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void age(String name) throws IOException {
        Files.setLastModifiedTime(
                data.resolve(name), FileTime.from(Instant.now().minusSeconds(60)));
    }

    private SourceId define(String folder, boolean watch) {
        return sources.define(Optional.of(new SourceId(folder)), "folder", Map.of("file_path", folder, "watch", watch))
                .id();
    }

    private void read(SourceId source) {
        finished(ingestion.start(source).id());
    }

    private Batch finished(String batch) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> ingestion.find(batch).orElseThrow().status().isFinal());
        return ingestion.find(batch).orElseThrow();
    }

    private void awaitTitles(SourceId source, String... titles) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(titles(source)).containsExactly(titles));
    }

    private List<String> titles(SourceId source) {
        return list(source).map(ListedDocument::title).sorted().toList();
    }

    private List<String> keys(SourceId source) {
        return list(source).map(document -> document.key().key()).toList();
    }

    private Stream<ListedDocument> list(SourceId source) {
        return index.list(new Listing(source, null, "", 100)).stream();
    }
}
