package io.tabletalk.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tabletalk.health.Health;
import io.tabletalk.source.Source;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.source.Split;
import io.tabletalk.testing.Postgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every way in which a user or a database can be wrong ends in a clear sentence, of the right kind, without a
/// password.
class PostgresProblemsIT {

    private Postgres postgres;
    private PostgresTables tables;

    @BeforeEach
    void fillTable() {
        postgres = Postgres.create();
        tables = new PostgresTables(postgres, 5_000);
        postgres.execute(
                "CREATE TABLE bike (id int PRIMARY KEY, name text, photo bytea)",
                "INSERT INTO bike SELECT i, 'bike ' || i FROM generate_series(1, 3000) i");
    }

    @Test
    void aServerThatDoesNotRunIsUnavailable() throws IOException {
        int unused;
        try (ServerSocket socket = new ServerSocket(0)) {
            unused = socket.getLocalPort();
        }
        failsWith(Map.of("port", unused), Kind.UNAVAILABLE, "nothing listens there");
    }

    @Test
    void aHostThatThereIsNotIsUnavailable() {
        failsWith(Map.of("host", "no-such-host.invalid"), Kind.UNAVAILABLE, "no host of that name");
    }

    @Test
    void aWrongPasswordIsDenied() {
        failsWith(
                Map.of("password", "wrong-secret"), Kind.DENIED, "password authentication failed for user \"reader\"");
    }

    @Test
    void aMissingPasswordIsDenied() {
        Map<String, Object> settings = postgres.settings("bike");
        settings.remove("password");
        failsWith(settings, Kind.DENIED, "password");
    }

    @Test
    void aWrongPasswordWithinAConnectionStringIsDeniedAndNotTold() {
        String url = "postgresql://reader:wrong-secret@localhost:" + postgres.port() + "/" + postgres.database();
        failsWith(Map.of("connection_string", url, "table", "bike"), Kind.DENIED, "password authentication failed");
    }

    @Test
    void aMissingDatabaseIsInvalid() {
        failsWith(Map.of("database", "nowhere"), Kind.INVALID, "database \"nowhere\" does not exist");
    }

    @Test
    void aMissingTableIsInvalidAndTheNearestNameIsTold() {
        failsWith(Map.of("table", "bikes"), Kind.INVALID, "There is no table or view 'bikes'. Did you mean 'bike'?");
        failsWith(Map.of("schema", "sales"), Kind.INVALID, "There is no table or view 'sales.bike'.");
    }

    @Test
    void aMissingColumnIsInvalidAndTheNearestNameIsTold() {
        for (String setting : List.of("fields", "text_fields", "key_fields")) {
            failsWith(
                    Map.of(setting, List.of("nam")),
                    Kind.INVALID,
                    "Table 'bike' has no column 'nam'. Did you mean 'name'?");
        }
        failsWith(Map.of("title_field", "title"), Kind.INVALID, "has no column 'title'");
    }

    @Test
    void injectionIsAMissingName() {
        failsWith(Map.of("table", "bike; DROP TABLE bike --"), Kind.INVALID, "There is no table or view");
        failsWith(Map.of("fields", List.of("name\" FROM bike; DROP TABLE bike --")), Kind.INVALID, "has no column");
        assertThat(postgres.query("SELECT count(*) FROM bike")).isEqualTo("3000");
    }

    @Test
    void aBinaryColumnCannotBeText() {
        failsWith(Map.of("text_fields", List.of("photo")), Kind.INVALID, "binary data");
    }

    @Test
    void aTableThatMayNotBeReadIsDenied() {
        postgres.execute("REVOKE SELECT ON bike FROM reader");
        failsWith(Map.of(), Kind.DENIED, "permission denied for table bike");
    }

    @Test
    void columnsThatMayBeReadAreEnough() {
        postgres.execute("REVOKE SELECT ON bike FROM reader", "GRANT SELECT (id, name) ON bike TO reader");

        assertThat(tables.documents("bike", Map.of("fields", List.of("name")))).hasSize(3000);
    }

    @Test
    void aPermissionRevokedAfterPlanningIsDenied() {
        afterPlanning("REVOKE SELECT ON bike FROM reader", Kind.DENIED, "permission denied");
    }

    @Test
    void aTableDroppedAfterPlanningIsInvalid() {
        afterPlanning("DROP TABLE bike", Kind.INVALID, "There is no table or view 'bike'");
    }

    @Test
    void aColumnDroppedAfterPlanningIsInvalid() {
        try (Source source = tables.open("bike", Map.of("text_fields", List.of("name")))) {
            List<Split> planned = source.plan();
            postgres.execute("ALTER TABLE bike DROP COLUMN name");
            failsWith(() -> PostgresTables.read(source, planned.getFirst()), Kind.INVALID, "has no column 'name'");
        }
    }

    @Test
    void aConnectionCutInTheMiddleIsUnavailableAndTheSplitCanBeReadAgain() {
        try (Source source = tables.open("bike")) {
            Split split = source.plan().getFirst();
            try (Stream<SourceRecord> records = source.read(split)) {
                Iterator<SourceRecord> iterator = records.iterator();
                List<SourceRecord> met = new ArrayList<>(List.of(iterator.next()));
                postgres.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname ="
                        + " current_database() AND application_name = 'tabletalk'");

                failsWith(() -> iterator.forEachRemaining(met::add), Kind.UNAVAILABLE, "Database '");
                assertThat(met).hasSizeLessThan(3000);
            }
            assertThat(PostgresTables.read(source, split)).hasSize(3000);
        }
    }

    @Test
    void aTableLockedForLongIsUnavailable() throws Exception {
        try (Source source = tables.open("bike");
                var connection = postgres.connect()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("LOCK TABLE bike");

            Health health = source.check();

            assertThat(health.state()).isEqualTo(Health.State.DOWN);
            assertThat(health.message()).contains("timeout");
        }
    }

    @Test
    void anErrorInTheMiddleOfAViewIsInvalid() {
        postgres.execute("CREATE VIEW broken AS SELECT id, 'x' || 1 / (500 - id) AS name FROM bike");
        try (Source source = tables.open("broken", Map.of("key_fields", List.of("id")))) {
            assertThat(source.check().isUp()).isTrue();
            failsWith(() -> PostgresTables.readAll(source), Kind.INVALID, "division by zero");
        }
    }

    @Test
    void nothingCanBeWrittenNotEvenThroughAView() {
        postgres.execute(
                "CREATE TABLE log (entry text)",
                "CREATE FUNCTION note() RETURNS text LANGUAGE sql VOLATILE SECURITY DEFINER AS"
                        + " $$ INSERT INTO log VALUES ('written') RETURNING entry $$",
                "CREATE VIEW trap AS SELECT id, note() AS name FROM bike");
        try (Source source = tables.open("trap")) {
            failsWith(() -> PostgresTables.readAll(source), Kind.INVALID, "read-only transaction");
        }
        assertThat(postgres.query("SELECT count(*) FROM log")).isEqualTo("0");
    }

    @Test
    void moreReadersThanConnectionsAreToldSo() {
        try (Source source = tables.open("bike")) {
            Split split = source.plan().getFirst();
            List<Stream<SourceRecord>> readers = new ArrayList<>();
            try {
                failsWith(
                        () -> {
                            for (int i = 0; i < 5; i++) {
                                readers.add(source.read(split));
                            }
                        },
                        Kind.UNAVAILABLE,
                        "all connections of this source are in use");
                assertThat(readers).hasSize(4);
            } finally {
                readers.forEach(Stream::close);
            }
            assertThat(PostgresTables.read(source, split)).hasSize(3000);
        }
    }

    private void afterPlanning(String statement, Kind kind, String message) {
        try (Source source = tables.open("bike")) {
            List<Split> planned = source.plan();
            postgres.execute(statement);
            failsWith(() -> PostgresTables.read(source, planned.getFirst()), kind, message);
        }
    }

    /// Planning and checking both tell it.
    private void failsWith(Map<String, Object> settings, Kind kind, String message) {
        Consumer<Source> fails = source -> {
            failsWith(source::plan, kind, message);
            assertThat(source.check().message()).contains(message).doesNotContain(Postgres.PASSWORD, "wrong-secret");
        };
        try (Source source = settings.containsKey("table") && settings.size() > 1
                ? tables.open(settings)
                : tables.open("bike", settings)) {
            fails.accept(source);
        }
    }

    private static void failsWith(ThrowingCallable action, Kind kind, String message) {
        SourceException failure = catchThrowableOfType(SourceException.class, action);
        assertThat(failure).isNotNull().hasMessageContaining(message);
        assertThat(failure.kind()).isEqualTo(kind);
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertThat(cause.toString()).doesNotContain(Postgres.PASSWORD, "wrong-secret");
        }
    }
}
