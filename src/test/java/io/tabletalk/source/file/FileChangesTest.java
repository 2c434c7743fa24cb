package io.tabletalk.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.source.ChangingSource;
import io.tabletalk.source.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which files of a folder need not be read again.
class FileChangesTest {

    @TempDir
    Path directory;

    private Folder folder;

    @BeforeEach
    void write() throws IOException {
        folder = new Folder(directory);
        for (String name : List.of("docs/a.md", "docs/b.md", "docs/sub/c.md")) {
            folder.write(name, "# Title\n\nText of " + name);
            age(name);
        }
    }

    private void age(String name) throws IOException {
        date(name, Instant.now().minusSeconds(60));
    }

    private void date(String name, Instant changed) throws IOException {
        Files.setLastModifiedTime(directory.resolve(name), FileTime.from(changed));
    }

    private ChangingSource open() {
        return (ChangingSource) folder.open("folder", "file_path", "docs");
    }

    private static List<String> unchanged(ChangingSource source, String mark) {
        List<Split> parts = source.plan();
        return source.unchanged(parts, mark).stream()
                .map(number -> parts.get(number).bound("file"))
                .sorted()
                .toList();
    }

    @Test
    void filesOfTheSameSizeAndTimeAreUnchanged() throws IOException {
        try (ChangingSource source = open()) {
            String mark = source.mark().orElseThrow();
            assertThat(unchanged(source, mark)).containsExactly("a.md", "b.md", "sub/c.md");

            folder.write("docs/a.md", "# Other\n\nText of docs/a.md");
            Files.delete(directory.resolve("docs/b.md"));
            folder.write("docs/d.md", "new");

            assertThat(unchanged(source, mark)).containsExactly("sub/c.md");
            assertThat(source.planChanges(mark)).isEmpty();
        }
    }

    @Test
    void aFileThatHasJustBeenChangedIsReadAgain() throws IOException {
        Instant changed = Instant.parse("2026-05-04T09:30:00Z");
        date("docs/a.md", changed);
        List<SourceFile> files = List.of(new SourceFile(directory.resolve("docs/a.md"), "a.md"));

        assertThat(FileStates.settled(files, changed.plusMillis(1_999))
                        .orElseThrow()
                        .states())
                .isEmpty();
        assertThat(FileStates.settled(files, changed.plusMillis(2_001))
                        .orElseThrow()
                        .states())
                .containsOnlyKeys("a.md");
    }

    @Test
    void aMarkThatCannotBeUnderstoodMakesEverythingNew() {
        try (ChangingSource source = open()) {
            assertThat(unchanged(source, "")).isEmpty();
            assertThat(unchanged(source, "[1]")).isEmpty();
        }
    }

    @Test
    void aFileWhoseKeysAreItsOwnIsUnchangedOnlyTogetherWithAll() throws IOException {
        folder.write("one.csv", "id,name\n1,Tea\n");
        age("one.csv");
        try (ChangingSource source =
                (ChangingSource) folder.open("csv", "file_path", "one.csv", "key_columns", List.of("id"))) {
            Optional<String> mark = source.mark();
            List<Split> parts = source.plan();

            assertThat(source.unchanged(parts, mark.orElseThrow())).containsExactly(0);
            Split more = new Split(1, parts.getFirst().bounds(), "x");
            FileStates states = FileStates.parse(mark.orElseThrow());
            assertThat(states.unchanged(
                            List.of(parts.getFirst(), more),
                            part -> part.number() == 0
                                    ? new SourceFile(directory.resolve("one.csv"), "one.csv")
                                    : new SourceFile(directory.resolve("docs/a.md"), "a.md")))
                    .isEmpty();
        }
    }
}
