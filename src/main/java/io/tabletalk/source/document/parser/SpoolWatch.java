package io.tabletalk.source.document.parser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Watches how much is written to the temporary folder: a small archive can unpack to more than a disk holds.
final class SpoolWatch {

    private static final long PAUSE_MILLIS = 50;

    private SpoolWatch() {}

    /// Runs `tooMuch` on a thread of its own when the folder holds more than `maxBytes`.
    static void start(Path folder, long maxBytes, Runnable tooMuch) {
        Thread.ofPlatform().daemon().name("spool-watch").start(() -> {
            try {
                while (size(folder) <= maxBytes) {
                    Thread.sleep(PAUSE_MILLIS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            tooMuch.run(); // also when the folder cannot be watched any more
        });
    }

    private static long size(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(SpoolWatch::sizeOf).sum();
        } catch (UncheckedIOException fileHasGone) {
            return 0;
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    private static long sizeOf(Path file) {
        try {
            return Files.isDirectory(file) ? 0 : Files.size(file);
        } catch (NoSuchFileException deletedMeanwhile) {
            return 0;
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }
}
