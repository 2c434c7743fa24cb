package io.tabletalk.source.file;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches one folder with all folders below it, and says when something in it may have changed. For one thread.
///
/// The operating system tells of each folder alone, so folders are added as they appear.
final class FolderWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(FolderWatch.class);

    /// The system's limit is shared by all programs. What lies in further folders is found by looking from time to
    /// time.
    private static final int MOST_FOLDERS = 5_000;

    private final FolderFiles files;
    private final WatchService service;
    private final Map<WatchKey, Path> watched = new HashMap<>();

    /// Watches from now on.
    ///
    /// @throws IOException when the folder cannot be watched
    FolderWatch(FolderFiles files) throws IOException {
        this.files = files;
        this.service = files.folder().getFileSystem().newWatchService();
        try {
            add(files.folder());
        } catch (IOException | RuntimeException e) {
            service.close();
            throw e;
        }
    }

    /// Takes what has happened since the last call.
    ///
    /// @return whether anything may have changed
    boolean hasChanged() {
        boolean changed = false;
        for (WatchKey key = service.poll(); key != null; key = service.poll()) {
            Path folder = watched.get(key);
            for (WatchEvent<?> event : key.pollEvents()) {
                changed = true;
                if (event.kind() == StandardWatchEventKinds.OVERFLOW) {
                    addIfFolder(files.folder());
                } else if (event.kind() == StandardWatchEventKinds.ENTRY_CREATE && folder != null) {
                    addIfFolder(folder.resolve(String.valueOf(event.context())));
                }
            }
            if (!key.reset()) {
                watched.remove(key); // the folder is gone
            }
        }
        return changed;
    }

    /// Whether the folder is still there to be watched.
    boolean isAlive() {
        return !watched.isEmpty();
    }

    private void addIfFolder(Path path) {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            try {
                add(path);
            } catch (IOException e) {
                log.debug("{} cannot be watched; it is looked at from time to time", path, e);
            }
        }
    }

    private void add(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                if (!files.allowed().allows(directory)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                if (watched.size() >= MOST_FOLDERS) {
                    log.warn(
                            "Of {}, the first {} folders are watched; the others are looked at from time to time",
                            files.folder(),
                            MOST_FOLDERS);
                    return FileVisitResult.TERMINATE;
                }
                watched.put(
                        directory.register(
                                service,
                                StandardWatchEventKinds.ENTRY_CREATE,
                                StandardWatchEventKinds.ENTRY_MODIFY,
                                StandardWatchEventKinds.ENTRY_DELETE),
                        directory);
                return FileVisitResult.CONTINUE;
            }

            /// A folder that is gone again, or may not be looked at, is no reason not to watch the others.
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public void close() throws IOException {
        service.close();
    }
}
