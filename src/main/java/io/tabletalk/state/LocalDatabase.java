package io.tabletalk.state;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// A SQLite file for what can be made again, apart from the state database: it may be large, is written in bulk, and
/// may be deleted while nothing uses it. A killed process leaves it intact; the last writes may be lost when the power
/// is. What is deleted is overwritten. Safe for use by several threads.
public final class LocalDatabase implements AutoCloseable {

    private static final int CONNECTIONS = 4;
    private static final int BUSY_TIMEOUT_MILLISECONDS = 30_000;

    private final HikariDataSource pool;
    private final JdbcTemplate statements;
    private final TransactionTemplate transactions;

    private LocalDatabase(HikariDataSource pool) {
        this.pool = pool;
        this.statements = new JdbcTemplate(pool);
        this.transactions = new TransactionTemplate(new DataSourceTransactionManager(pool));
    }

    /// Opens the file, or makes it, for its owner alone. Whoever opens it closes it.
    ///
    /// @throws IllegalStateException when the file cannot be made
    public static LocalDatabase open(Path file) {
        makePrivate(file);
        SQLiteConfig configuration = new SQLiteConfig();
        configuration.setJournalMode(SQLiteConfig.JournalMode.WAL);
        configuration.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        configuration.setBusyTimeout(BUSY_TIMEOUT_MILLISECONDS);
        configuration.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        configuration.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
        SQLiteDataSource sqlite = new SQLiteDataSource(configuration);
        sqlite.setUrl("jdbc:sqlite:" + file);
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName(file.getFileName().toString());
        pool.setDataSource(sqlite);
        pool.setMaximumPoolSize(CONNECTIONS);
        return new LocalDatabase(pool);
    }

    private static void makePrivate(Path file) {
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.createFile(file);
            }
            if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
        } catch (IOException e) {
            throw new IllegalStateException("Cannot use the file " + file + ": " + e.getMessage(), e);
        }
    }

    public JdbcTemplate statements() {
        return statements;
    }

    public TransactionTemplate transactions() {
        return transactions;
    }

    /// Brings everything from the write-ahead log into the file and empties the log, so that nothing deleted is left in
    /// either.
    public void checkpoint() {
        statements.queryForList("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    @Override
    public void close() {
        pool.close();
    }
}
