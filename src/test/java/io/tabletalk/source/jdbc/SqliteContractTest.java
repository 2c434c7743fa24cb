package io.tabletalk.source.jdbc;

import io.tabletalk.source.SourceFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteContractTest extends JdbcContractTest {

    @TempDir
    Path directory;

    private Path file() {
        return directory.resolve("bikes & more.sqlite");
    }

    @BeforeEach
    void fillTable() {
        JdbcTables.execute("jdbc:sqlite:" + file(), """
                CREATE TABLE bike (frame TEXT NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL, notes TEXT,
                                   photo BLOB, PRIMARY KEY (frame, number))""", """
                INSERT INTO bike VALUES
                ('A|B', 1, 'Heron', 'A light touring bicycle.', x'00'),
                ('A', 1, 'Otter', 'Carries two crates of apples.', NULL),
                ('A', 2, 'Wren 🚲', NULL, NULL)""");
    }

    @Override
    protected SourceFactory<JdbcSettings> factory() {
        return JdbcTables.factory(Dialect.SQLITE, 2);
    }

    @Override
    protected Map<String, Object> settings() {
        return Map.of("file_path", file().toString(), "table", "bike");
    }

    @Override
    protected String editOneDocument() {
        JdbcTables.execute(
                "jdbc:sqlite:" + file(), "UPDATE bike SET notes = 'Carries three crates.' WHERE name = 'Otter'");
        return "A|1";
    }

    /// Open files of this process that are the database.
    @Override
    protected int openResources() {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return (int) open.filter(this::isDatabase).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isDatabase(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).startsWith(directory);
        } catch (IOException e) {
            return false; // closed meanwhile
        }
    }
}
