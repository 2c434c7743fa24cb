package io.tabletalk.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tabletalk.knowledge.Document;
import io.tabletalk.source.ChangingSource;
import io.tabletalk.source.Source;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.testing.MariaDb;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MariaDbReadingIT {

    private final JdbcTables tables = new JdbcTables(JdbcTables.factory(Dialect.MYSQL, 100));
    private MariaDb database;

    @BeforeEach
    void fill() {
        database = MariaDb.create();
        database.execute("""
                CREATE TABLE track (id BIGINT PRIMARY KEY, name VARCHAR(200), price DECIMAL(10,2), sold DATETIME,
                                    active BOOLEAN, kind ENUM('song', 'talk'), cover BLOB)""", """
                INSERT INTO track SELECT seq, concat('Track ', seq), seq / 4, '2026-01-02 03:04:05', seq % 2, 'song', 'x'
                FROM seq_1_to_1000""");
    }

    @Test
    void aLargeTableIsReadInRanges() {
        try (Source source = tables.open(database.settings("track"))) {
            assertThat(source.plan()).hasSize(10);
        }
        assertThat(tables.documents(database.settings("track"))).hasSize(1000);
    }

    @Test
    void valuesAreTyped() {
        Document track = tables.documents(database.settings("track")).getFirst();

        assertThat(track.title()).isEqualTo("Track 1");
        assertThat(track.metadata().values())
                .containsEntry("id", 1L)
                .containsEntry("active", true)
                .containsEntry("kind", "song")
                .containsEntry("sold", "2026-01-02T03:04:05Z")
                .doesNotContainKey("cover");
    }

    @Test
    void aQueryOfAnotherDatabaseNeedsItsRights() {
        Map<String, Object> settings = database.settings("track");
        settings.remove("table");
        settings.put("query", "SELECT user AS id FROM mysql.user");
        settings.put("key_fields", List.of("id"));

        failsWith(settings, Kind.DENIED, "");
    }

    @Test
    void aWrongPasswordIsDenied() {
        Map<String, Object> settings = database.settings("track");
        settings.put("password", "wrong-secret");

        failsWith(settings, Kind.DENIED, "Access denied");
    }

    @Test
    void aServerThatDoesNotRunIsUnavailable() {
        Map<String, Object> settings = database.settings("track");
        settings.put("port", 1);

        failsWith(settings, Kind.UNAVAILABLE, "nothing listens there");
    }

    @Test
    void aStreamThatIsLeftFreesItsConnectionForTheNext() {
        try (Source source =
                new JdbcTables(JdbcTables.factory(Dialect.MARIADB, 5_000)).open(database.settings("track"))) {
            for (int i = 0; i < 10; i++) {
                try (Stream<SourceRecord> records = source.read(source.plan().getFirst())) {
                    Iterator<SourceRecord> iterator = records.iterator();
                    assertThat(iterator.next()).isNotNull();
                }
            }
        }
        assertThat(database.connections()).isZero();
    }

    @Test
    void changesAreReadByTheirTimeWithSomeOverlap() {
        database.execute(
                "UPDATE track SET sold = '2026-01-03 00:00:00' WHERE id = 7",
                "UPDATE track SET sold = '2026-01-03 00:04:00' WHERE id = 8",
                "UPDATE track SET sold = '2026-01-03 00:06:00' WHERE id = 9");
        Map<String, Object> settings = database.settings("track");
        settings.put("cursor_field", "sold");

        try (ChangingSource source = (ChangingSource) tables.open(settings)) {
            String mark = source.mark().orElseThrow();
            assertThat(PostgresTables.read(
                            source, source.planChanges(mark).orElseThrow().getFirst()))
                    .extracting(each ->
                            ((SourceRecord.Readable) each).document().key().key())
                    .containsExactly("8", "9");
        }
    }

    private void failsWith(Map<String, Object> settings, Kind kind, String reason) {
        try (Source source = tables.open(settings)) {
            SourceException failure = catchThrowableOfType(SourceException.class, source::plan);
            assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind);
            assertThat(failure).hasMessageContaining(reason).hasMessageNotContaining("wrong-secret");
        }
    }
}
