package io.tabletalk.cli.server;

import io.tabletalk.state.DataDirectory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// Keeps a data directory to one process: two would write the same index. The operating system frees it when the
/// process ends, however it ends.
public final class DataDirectoryLock implements AutoCloseable {

    private final FileChannel channel;

    private DataDirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /// Takes the lock, or returns empty when another process has it.
    ///
    /// @throws StartFailure when the directory cannot be used at all
    public static Optional<DataDirectoryLock> tryAcquire(Path dataDirectory) {
        try {
            Files.createDirectories(dataDirectory);
            FileChannel channel = FileChannel.open(
                    new DataDirectory(dataDirectory).serverLock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isFree(channel)) {
                return Optional.of(new DataDirectoryLock(channel));
            }
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            throw new StartFailure(
                    "Cannot write in the data directory %s (%s). Choose another with --data-dir or TABLETALK_DATA_DIR."
                            .formatted(dataDirectory, e),
                    e);
        }
    }

    private static boolean isFree(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // held within this process
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
