package io.tabletalk.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tabletalk.source.Source;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceRecord;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonPointer;

/// Files are read as streams: how far a reader has read ahead tells that it holds no more than that.
class StreamingTest {

    private static final int ROWS = 200_000;

    /// What decoder, line reader and parser together may have read ahead.
    private static final long AHEAD = 64 * 1024;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"csv", "json", "jsonl"})
    void aReaderIsNeverFarAheadOfTheRecordItGives(String form) throws IOException {
        Path path = write(form);
        SourceFile file = new SourceFile(path.toRealPath(), "big." + form);
        long size = Files.size(path);

        try (RowReader reader = reader(form, file)) {
            int row = 0;
            while (reader.next() != null) {
                row++;
                long expected = row * (size / ROWS);
                assertThat(reader.file().text().bytesRead()).isLessThan(expected + AHEAD);
            }
            assertThat(row).isEqualTo(ROWS);
        }
    }

    @Test
    void aFileThatChangesWhileItIsReadHasToBeReadAgain() throws IOException {
        Folder folder = new Folder(directory).write("a.csv", "name,n\nTea,1\nMilk,2\n");

        assertThatThrownBy(() -> {
                    try (Source source = folder.open("csv", "file_path", "a.csv");
                            Stream<SourceRecord> records =
                                    source.read(source.plan().getFirst())) {
                        Iterator<SourceRecord> iterator = records.iterator();
                        iterator.next();
                        Files.writeString(directory.resolve("a.csv"), "Coffee,3\n", StandardOpenOption.APPEND);
                        while (iterator.hasNext()) {
                            iterator.next();
                        }
                    }
                })
                .isInstanceOfSatisfying(SourceException.class, e -> {
                    assertThat(e.isRetriable()).isTrue();
                    assertThat(e).hasMessageContaining("was changed while it was read");
                });
    }

    private static RowReader reader(String form, SourceFile file) {
        OpenText text = OpenText.open(file, null);
        return switch (form) {
            case "csv" -> new CsvRowReader(text, new CsvForm(',', true, 0, Long.MAX_VALUE));
            case "json" -> new JsonRowReader(text, JsonPointer.compile("/rows"));
            default -> new JsonLinesRowReader(text);
        };
    }

    /// Records of equal length, so that a record's number tells where in the file it ends.
    private Path write(String form) throws IOException {
        Path path = directory.resolve("big." + form);
        try (BufferedWriter out = Files.newBufferedWriter(path, StandardCharsets.UTF_8)) {
            out.write(form.equals("csv") ? "id,name\n" : form.equals("json") ? "{\"rows\": [" : "");
            for (int i = 0; i < ROWS; i++) {
                String id = "%07d".formatted(i);
                String separator = i == 0 ? " " : ",";
                out.write(
                        switch (form) {
                            case "csv" -> id + ",\"name of it\"\n";
                            case "json" -> separator + "{\"id\": \"" + id + "\"}\n";
                            default -> "{\"id\": \"" + id + "\"}\n";
                        });
            }
            out.write(form.equals("json") ? "]}" : "");
        }
        return path;
    }
}
