package io.tabletalk.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.source.Source;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.source.Split;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files of 500 MB, read by a virtual machine that has a tenth of that.
class LargeFileIT {

    private static final long BYTES = 500L * 1024 * 1024;
    private static final String NOTE = "The heron stands by the river and waits for the parcel. "
            .repeat(18)
            .strip();

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"csv", "json", "jsonl"})
    void aFileOf500MegabytesIsReadInLittleMemory(String form) throws Exception {
        long rows = write(directory.resolve("large." + form), form);

        Process reader = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx48m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Reader.class.getName(),
                        directory.toString(),
                        form)
                .redirectErrorStream(true)
                .start();
        String output = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(reader.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(output.lines().toList()).last().isEqualTo("read " + rows);
        assertThat(reader.exitValue()).isZero();
    }

    private static long write(Path file, String form) throws IOException {
        long rows = 0;
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(form.equals("csv") ? "id,note\n" : form.equals("json") ? "[" : "");
            for (long written = 0; written < BYTES; rows++) {
                String row = form.equals("csv")
                        ? rows + "," + NOTE + "\n"
                        : (form.equals("json") && rows > 0 ? "," : "") + "{\"id\":" + rows + ",\"note\":\"" + NOTE
                                + "\"}\n";
                out.write(row);
                written += row.length();
            }
            out.write(form.equals("json") ? "]" : "");
        }
        return rows;
    }

    /// The process that reads.
    static final class Reader {

        private Reader() {}

        /// @param arguments the folder and the form
        public static void main(String[] arguments) {
            long read = 0;
            Folder folder = new Folder(Path.of(arguments[0]));
            try (Source source = folder.open(arguments[1], "file_path", "large." + arguments[1])) {
                List<Split> splits = source.plan();
                for (Split split : splits) {
                    try (Stream<SourceRecord> records = source.read(split)) {
                        read += records.filter(SourceRecord.Readable.class::isInstance)
                                .count();
                    }
                }
            }
            System.out.println("read " + read);
            System.exit(0);
        }
    }
}
