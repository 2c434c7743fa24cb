package io.tabletalk.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The one directory under which Tabletalk stores everything.
///
/// @param root absolute and normalised
public record DataDirectory(Path root) {

    public DataDirectory {
        root = root.toAbsolutePath().normalize();
    }

    /// The SQLite state database.
    public Path database() {
        return root.resolve("tabletalk.db");
    }

    /// The Lucene index.
    public Path index() {
        return root.resolve("index");
    }

    /// Weights of embedding models that were brought.
    public Path models() {
        return root.resolve("models");
    }

    /// What the server logs.
    public Path logs() {
        return root.resolve("logs");
    }

    /// Where the server that uses the directory can be reached, for as long as it runs.
    public Path serverAddress() {
        return root.resolve("server.json");
    }

    /// Held by the one server that uses the directory.
    public Path serverLock() {
        return root.resolve("server.lock");
    }

    /// Files that were uploaded.
    public Path uploads() {
        return root.resolve("uploads");
    }

    /// Jars of database drivers that the operator has put there; need not exist.
    public Path drivers() {
        return root.resolve("drivers");
    }

    /// Natives and model files unpacked from the jar; may be deleted at any time.
    public Path cache() {
        return root.resolve("cache");
    }

    static boolean isPosix(Path path) throws IOException {
        return Files.getFileStore(path).supportsFileAttributeView("posix");
    }
}
