package io.tabletalk.source.document;

import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// One child process that reads files, one after the other. Whatever goes wrong with a file ends the process, and the
/// next file gets a new one. For one thread at a time; [#close] may come from any.
final class ParserProcess implements AutoCloseable {

    private final DocumentSettings settings;
    private final Path temporary;
    private final Process process;
    private final DataOutputStream requests;
    private final DataInputStream answers;
    private volatile long files;

    private ParserProcess(DocumentSettings settings, Path temporary, Process process) {
        this.settings = settings;
        this.temporary = temporary;
        this.process = process;
        this.requests = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
        this.answers = new DataInputStream(new BufferedInputStream(process.getInputStream()));
    }

    /// @param folder where the process gets a temporary folder of its own
    /// @throws SourceException UNAVAILABLE when the machine starts no process
    static ParserProcess start(DocumentSettings settings, Path folder) {
        try {
            Files.createDirectories(folder);
            Path temporary = Files.createTempDirectory(folder, "parser-");
            return new ParserProcess(settings, temporary, ParserCommand.start(settings, temporary));
        } catch (IOException e) {
            throw new SourceException(
                    Kind.UNAVAILABLE, "The process that reads documents could not be started: " + e.getMessage(), e);
        }
    }

    /// Whether it takes another file.
    boolean isUsable() {
        return process.isAlive();
    }

    /// How many files it was given.
    long files() {
        return files;
    }

    /// Reads a file; after a failure of the process itself it is ended.
    ///
    /// @throws UnreadableDocumentException when the file cannot be read, or cost the process its life
    ParsedDocument read(Path path, String name) throws UnreadableDocumentException {
        return exchange(
                Wire.Request.text(path.toString(), name),
                in -> Wire.readAnswer(in, Math.multiplyExact(4, settings.maxCharacters()) + 1_000_000));
    }

    /// What a page of a file looks like; otherwise as [#read].
    PagePicture picture(Path path, String name, int page) throws UnreadableDocumentException {
        return exchange(new Wire.Request(path.toString(), name, page), Wire::readPicture);
    }

    private <T> T exchange(Wire.Request request, Answer<T> answer) throws UnreadableDocumentException {
        files = files + 1;
        CountDownLatch answered = new CountDownLatch(1);
        AtomicBoolean late = new AtomicBoolean();
        Thread.startVirtualThread(() -> endUnlessDone(answered, late));
        try {
            Wire.write(requests, request);
            return answer.from(answers);
        } catch (IOException e) {
            throw new UnreadableDocumentException(reason(late.get()));
        } finally {
            answered.countDown();
        }
    }

    private interface Answer<T> {
        T from(DataInputStream in) throws IOException, UnreadableDocumentException;
    }

    private void endUnlessDone(CountDownLatch answered, AtomicBoolean late) {
        try {
            if (!answered.await(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                late.set(true);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }

    private String reason(boolean late) {
        Integer exit = exitCode();
        close();
        if (late) {
            return "It took longer than " + words(settings.timeout()) + " to read.";
        }
        if (exit != null && exit == ParserCommand.OUT_OF_MEMORY) {
            return "It needs more than " + settings.memory().toMegabytes() + " MB of memory to read.";
        }
        if (exit != null && exit == ParserCommand.OUT_OF_DISK) {
            return "It unpacks to more than " + settings.maxUnpacked().toMegabytes() + " MB.";
        }
        return "The process that read it ended" + (exit == null ? "." : " with exit code " + exit + ".");
    }

    private @Nullable Integer exitCode() {
        try {
            return process.waitFor(5, TimeUnit.SECONDS) ? process.exitValue() : null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private static String words(Duration duration) {
        return duration.toSeconds() > 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        delete(temporary);
    }

    /// Deletes a folder with everything in it, as far as that is possible: the next start of the server tries again.
    static void delete(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
                        throws IOException {
                    Files.deleteIfExists(visited);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            System.getLogger(ParserProcess.class.getName())
                    .log(System.Logger.Level.WARNING, "Temporary files are left in " + folder + ": " + e.getMessage());
        }
    }
}
