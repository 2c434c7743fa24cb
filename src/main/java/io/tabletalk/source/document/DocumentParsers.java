package io.tabletalk.source.document;

import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import io.tabletalk.state.DataDirectory;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/// Reads documents in child processes. A process serves many files and is ended when it has been idle for a while; a
/// file that takes too long, too much memory or crashes its process costs that process and nothing else. Safe for use
/// by several threads; who comes when all processes are busy waits.
@Component
@EnableConfigurationProperties(DocumentSettings.class)
public class DocumentParsers implements AutoCloseable {

    private final DocumentSettings settings;
    private final Path folder;
    private final Semaphore free;
    private final Deque<ParserProcess> idle = new ArrayDeque<>();
    private boolean closed;

    public DocumentParsers(DocumentSettings settings, DataDirectory data) {
        this.settings = settings;
        this.folder = data.cache().resolve("documents");
        this.free = new Semaphore(settings.parsers(), true);
        ParserProcess.delete(folder); // what a killed server has left
    }

    /// The most that a file may unpack to, in bytes.
    public long maxUnpacked() {
        return settings.maxUnpacked().toBytes();
    }

    /// Reads a file.
    ///
    /// @param path a file that may be read, absolute and without links
    /// @param size of the file, in bytes
    /// @param name of the file; its ending tells the form where the content does not
    /// @throws UnreadableDocumentException when nothing can be had from it, with the reason
    /// @throws SourceException             UNAVAILABLE when no process can be started, or the server stops
    public ParsedDocument read(Path path, long size, String name) throws UnreadableDocumentException {
        return ask(size, process -> process.read(path, name));
    }

    /// What a page of a PDF looks like; otherwise as [#read].
    ///
    /// @param page from 1
    public PagePicture picture(Path path, long size, String name, int page) throws UnreadableDocumentException {
        return ask(size, process -> process.picture(path, name, page));
    }

    private interface Question<T> {
        T put(ParserProcess process) throws UnreadableDocumentException;
    }

    private <T> T ask(long size, Question<T> question) throws UnreadableDocumentException {
        if (size > settings.maxSize().toBytes()) {
            throw new UnreadableDocumentException("It is larger than "
                    + settings.maxSize().toMegabytes() + " MB, the most that `tabletalk.documents.max-size` allows.");
        }
        acquire();
        try {
            ParserProcess process = take();
            try {
                return question.put(process);
            } finally {
                giveBack(process);
            }
        } finally {
            free.release();
        }
    }

    private void acquire() {
        try {
            free.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stopping();
        }
    }

    private static SourceException stopping() {
        return new SourceException(Kind.UNAVAILABLE, "The server is stopping.");
    }

    private ParserProcess take() {
        synchronized (idle) {
            if (closed) {
                throw stopping();
            }
            for (ParserProcess process = idle.pollFirst(); process != null; process = idle.pollFirst()) {
                if (process.isUsable()) {
                    return process;
                }
                process.close();
            }
        }
        return ParserProcess.start(settings, folder);
    }

    private void giveBack(ParserProcess process) {
        synchronized (idle) {
            if (closed || !process.isUsable()) {
                process.close();
                return;
            }
            idle.addFirst(process);
        }
        long files = process.files();
        Thread.startVirtualThread(() -> endWhenIdle(process, files));
    }

    private void endWhenIdle(ParserProcess process, long files) {
        try {
            Thread.sleep(settings.idle());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        boolean unused;
        synchronized (idle) {
            unused = process.files() == files && idle.remove(process);
        }
        if (unused) {
            process.close();
        }
    }

    /// Ends all processes that wait; those that read are ended when their file is done, at the latest at its deadline.
    @Override
    public void close() {
        synchronized (idle) {
            closed = true;
            idle.forEach(ParserProcess::close);
            idle.clear();
        }
    }
}
