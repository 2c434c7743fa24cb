package io.tabletalk.source.document;

import io.tabletalk.state.DataDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.util.unit.DataSize;

/// Parsers of documents as tests want them.
public final class TestParsers {

    private static final DocumentParsers SHARED = new DocumentParsers(settings(), data());

    private TestParsers() {}

    /// With the bounds of the documentation. One for all tests: its process serves them all and ends with them.
    public static DocumentParsers shared() {
        return SHARED;
    }

    static DocumentSettings settings() {
        return new DocumentSettings(
                1,
                DataSize.ofMegabytes(512),
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                DataSize.ofMegabytes(100),
                10_000_000,
                DataSize.ofGigabytes(1));
    }

    private static DataDirectory data() {
        try {
            Path folder = Files.createTempDirectory("tabletalk-test-parsers");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                SHARED.close();
                ParserProcess.delete(folder);
            }));
            return new DataDirectory(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
