package io.tabletalk.testing;

import com.zaxxer.hikari.HikariDataSource;
import io.tabletalk.state.StateDatabaseAccess;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// A migrated state database of the test, opened exactly as the server opens it: a file in a directory, or a database
/// on a real PostgreSQL server.
public record StateDatabase(HikariDataSource dataSource, JdbcClient client, TransactionTemplate transactions)
        implements AutoCloseable {

    public static StateDatabase open(Path directory) {
        return migrated(StateDatabaseAccess.open(directory), "sqlite");
    }

    public static StateDatabase open(Postgres server) {
        return migrated(StateDatabaseAccess.openPostgres(server.stateUrl()), "postgresql");
    }

    private static StateDatabase migrated(HikariDataSource dataSource, String vendor) {
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/migration", "classpath:db/" + vendor)
                .load()
                .migrate();
        return new StateDatabase(
                dataSource,
                JdbcClient.create(dataSource),
                new TransactionTemplate(new JdbcTransactionManager(dataSource)));
    }

    @Override
    public void close() {
        dataSource.close();
    }
}
