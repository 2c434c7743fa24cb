package io.tabletalk.testing;

import com.zaxxer.hikari.HikariDataSource;
import io.tabletalk.state.StateDatabaseAccess;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// A migrated state database in a directory of the test, opened exactly as the server opens it.
public record StateDatabase(HikariDataSource dataSource, JdbcClient client, TransactionTemplate transactions)
        implements AutoCloseable {

    public static StateDatabase open(Path directory) {
        HikariDataSource dataSource = StateDatabaseAccess.open(directory);
        Flyway.configure().dataSource(dataSource).load().migrate();
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
