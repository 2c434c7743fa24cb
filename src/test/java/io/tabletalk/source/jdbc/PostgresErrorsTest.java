package io.tabletalk.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.security.Secret;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/// Failures of the driver that no server of a test shows in a short time.
class PostgresErrorsTest {

    private static final PostgresAddress ADDRESS = PostgresAddress.of(new PostgresSettings(
            null,
            null,
            null,
            "ann",
            null,
            new Secret("postgresql://db/shop"),
            null,
            "orders",
            List.of(),
            List.of(),
            List.of(),
            null,
            null,
            null,
            null));

    @Test
    void aServerThatLetsTheTimeForConnectingPassDoesNotAnswer() {
        isUnavailable(failure(PSQLState.CONNECTION_UNABLE_TO_CONNECT, null), "the server does not answer.");
        isUnavailable(
                failure(PSQLState.CONNECTION_FAILURE, new SocketTimeoutException("Read timed out")),
                "the server does not answer.");
    }

    @Test
    void aHostWithoutAWayToItIsSaid() {
        isUnavailable(
                failure(PSQLState.CONNECTION_UNABLE_TO_CONNECT, new NoRouteToHostException("No route")),
                "there is no way to that host.");
    }

    @Test
    void anAnswerInAnotherProtocolIsNoPostgresServers() {
        isUnavailable(failure(PSQLState.PROTOCOL_VIOLATION, null), "what answers there is no PostgreSQL server.");
    }

    private static PSQLException failure(PSQLState state, @Nullable IOException cause) {
        return new PSQLException("An error occurred while setting up the SSL connection.", state, cause);
    }

    private static void isUnavailable(SQLException failure, String message) {
        SourceException told = PostgresErrors.of(failure, ADDRESS);
        assertThat(told.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(told).hasMessageContaining(message);
    }
}
