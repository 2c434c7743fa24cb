package io.tabletalk.state;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// The state database as one SQLite file in write-ahead mode, which a killed process leaves intact.
final class SqliteState {

    /// SQLite lets many read while one writes; more connections than this only wait for each other.
    private static final int CONNECTIONS = 8;

    private static final int BUSY_TIMEOUT_MILLISECONDS = 30_000;

    private SqliteState() {}

    static HikariDataSource open(DataDirectory directory) {
        makePrivate(directory.database());
        SQLiteDataSource sqlite = new SQLiteDataSource(configuration());
        sqlite.setUrl("jdbc:sqlite:" + directory.database());
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName("state");
        pool.setDataSource(sqlite);
        pool.setMaximumPoolSize(CONNECTIONS);
        return pool;
    }

    /// The files beside it that SQLite makes get the permissions of the database.
    private static void makePrivate(Path database) {
        try {
            if (!Files.exists(database)) {
                Files.createFile(database);
            }
            if (DataDirectory.isPosix(database)) {
                Files.setPosixFilePermissions(database, PosixFilePermissions.fromString("rw-------"));
            }
        } catch (IOException e) {
            throw new IllegalStateException("Cannot use the state database " + database + ": " + e.getMessage(), e);
        }
    }

    private static SQLiteConfig configuration() {
        SQLiteConfig configuration = new SQLiteConfig();
        configuration.setJournalMode(SQLiteConfig.JournalMode.WAL);
        configuration.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        configuration.setBusyTimeout(BUSY_TIMEOUT_MILLISECONDS);
        configuration.enforceForeignKeys(true);
        // What is deleted is overwritten: a receipt says that it is gone.
        configuration.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
        // A transaction takes the write lock when it begins: one that reads first and writes later would otherwise fail
        // with SQLITE_BUSY when another has written in between, and no timeout helps against that.
        configuration.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        return configuration;
    }
}
