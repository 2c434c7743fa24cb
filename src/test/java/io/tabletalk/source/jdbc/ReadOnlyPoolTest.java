package io.tabletalk.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tabletalk.knowledge.SourceId;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.AbstractDataSource;

class ReadOnlyPoolTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void theFirstConnectionIsTheOneThatWasTried() throws SQLException {
        Database database = new Database(true);
        try (ReadOnlyPool pool = new ReadOnlyPool(new SourceId("test"), () -> database, PATIENCE)) {
            try (Connection connection = pool.connection();
                    Connection another = pool.connection()) {
                assertThat(connection.isValid(1)).isTrue();
                assertThat(another.isValid(1)).isTrue();
            }
        }
        assertThat(database.logins).hasValue(2);
    }

    @Test
    void aRefusedLoginIsToldAtOnceAndNotTriedAgain() {
        Database database = new Database(false);
        try (ReadOnlyPool pool = new ReadOnlyPool(new SourceId("test"), () -> database, PATIENCE)) {
            assertThatThrownBy(pool::connection)
                    .isInstanceOf(SQLException.class)
                    .hasMessage("The password is wrong.");
        }
        assertThat(database.logins).hasValue(1);
    }

    @Test
    void whatThePoolSaysNamesItsSource() throws SQLException {
        Duration patience = Duration.ofSeconds(2);
        List<Connection> taken = new ArrayList<>();
        try (ReadOnlyPool pool = new ReadOnlyPool(new SourceId("orders"), () -> new Database(true), patience)) {
            for (int i = 0; i < 4; i++) {
                taken.add(pool.connection());
            }

            assertThatThrownBy(pool::connection).hasMessageStartingWith("source orders - Connection is not available");

            for (Connection connection : taken) {
                connection.close();
            }
        }
    }

    private static final class Database extends AbstractDataSource {

        final AtomicInteger logins = new AtomicInteger();
        private final boolean open;

        Database(boolean open) {
            this.open = open;
        }

        @Override
        public Connection getConnection() throws SQLException {
            logins.incrementAndGet();
            if (!open) {
                throw new SQLException("The password is wrong.", "28P01");
            }
            return DriverManager.getConnection("jdbc:h2:mem:");
        }

        @Override
        public Connection getConnection(String username, String password) throws SQLException {
            return getConnection();
        }
    }
}
