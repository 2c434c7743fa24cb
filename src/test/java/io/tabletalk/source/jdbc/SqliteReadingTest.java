package io.tabletalk.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tabletalk.health.Health;
import io.tabletalk.knowledge.Document;
import io.tabletalk.source.ChangingSource;
import io.tabletalk.source.Source;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.source.SourceRecord.Unreadable;
import io.tabletalk.source.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What all databases that are read through JDBC have in common, tried on the one that needs no server.
class SqliteReadingTest {

    @TempDir
    Path directory;

    private final JdbcTables tables = new JdbcTables(JdbcTables.factory(Dialect.SQLITE, 10));

    @BeforeEach
    void fill() {
        execute(
                "CREATE TABLE track (id INTEGER PRIMARY KEY, name NVARCHAR(200), price NUMERIC(10,2), sold DATETIME)",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 95)"
                        + " INSERT INTO track SELECT i * 3, 'Track ' || i, i / 2.0, '2026-01-02 03:04:05' FROM n",
                "CREATE VIEW cheap AS SELECT id, name FROM track WHERE price < 5");
    }

    private void execute(String... statements) {
        JdbcTables.execute("jdbc:sqlite:" + file(), statements);
    }

    private Path file() {
        return directory.resolve("music.sqlite");
    }

    private Map<String, Object> table(String table, Object... more) {
        Map<String, Object> settings = new HashMap<>(Map.of("file_path", file().toString(), "table", table));
        for (int i = 0; i < more.length; i += 2) {
            settings.put((String) more[i], more[i + 1]);
        }
        return settings;
    }

    private Map<String, Object> query(String query, String... key) {
        return Map.of("file_path", file().toString(), "query", query, "key_fields", List.of(key));
    }

    private static List<String> keys(List<Document> documents) {
        return documents.stream().map(document -> document.key().key()).toList();
    }

    @Test
    void aTableIsCutByRangesOfItsKey() {
        try (Source source = tables.open(table("track"))) {
            assertThat(source.plan()).hasSize(10);
        }
        assertThat(keys(tables.documents(table("track")))).hasSize(95).doesNotHaveDuplicates();
    }

    @Test
    void theTablesAndViewsToChooseFromAreListed() {
        try (Source source = tables.open(table("whichever"))) {
            assertThat(source.tables()).containsExactly("cheap", "track");
        }
    }

    @Test
    void rowsThatComeAfterPlanningAreInSomeRange() {
        try (Source source = tables.open(table("track"))) {
            var splits = source.plan();
            execute("INSERT INTO track (id, name) VALUES (-7, 'before'), (50000, 'after'), (4, 'between')");
            assertThat(splits.stream().flatMap(split -> PostgresTables.read(source, split).stream()))
                    .hasSize(98);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a, b)", "(b, a)"})
    void aKeyOfSeveralColumnsIsCutToo(String key) {
        execute(
                "CREATE TABLE pair (a INTEGER NOT NULL, b TEXT NOT NULL, note TEXT, PRIMARY KEY " + key + ")",
                "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 199)"
                        + " INSERT INTO pair SELECT i / 17, 'k' || (i % 17), 'note ' || i FROM n");

        try (Source source = tables.open(table("pair"))) {
            assertThat(source.plan()).hasSizeGreaterThan(15);
        }
        assertThat(keys(tables.documents(table("pair")))).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    void rowsWithoutAKeyAreReportedOnce() {
        execute(
                "CREATE TABLE code (code TEXT PRIMARY KEY, name TEXT)",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30)"
                        + " INSERT INTO code SELECT 'c' || i, 'Code ' || i FROM n",
                "INSERT INTO code VALUES (NULL, 'nobody'), (NULL, 'nobody else')");

        assertThat(tables.documents(table("code"))).hasSize(30);
        assertThat(tables.unreadable(table("code")))
                .hasSize(2)
                .extracting(Unreadable::reason)
                .containsOnly("Key column 'code' is null.");
    }

    @Test
    void rowsWhoseKeyCanBeNoKeyAreReportedAndTheOthersRead() {
        execute(
                "CREATE TABLE odd (code TEXT PRIMARY KEY, name TEXT)",
                "INSERT INTO odd VALUES ('a', 'first'), ('b' || char(0) || 'c', 'with NUL'), ('', 'empty'), ('d', 'last')");

        assertThat(keys(tables.documents(table("odd")))).containsExactlyInAnyOrder("a", "d");
        assertThat(tables.unreadable(table("odd")))
                .extracting(Unreadable::reason)
                .containsExactlyInAnyOrder(
                        "The key holds a NUL character.", "The key has 0 characters; 1 to 4000 are possible.");
    }

    @Test
    void valuesAreTypedAsFarAsTheirColumnsAre() {
        Document track = tables.documents(table("track")).getFirst();

        assertThat(track.title()).isEqualTo("Track 1");
        assertThat(track.text()).isEqualTo("name: Track 1");
        assertThat(track.metadata().values()).containsEntry("id", 3L).containsEntry("sold", "2026-01-02 03:04:05");
        assertThat(track.metadata().values().get("price")).hasToString("0.5");
    }

    @Test
    void aViewIsReadByTheKeyThatIsNamed() {
        assertThat(keys(tables.documents(table("cheap", "key_fields", List.of("id")))))
                .hasSize(9);
        failsWith(table("cheap"), Kind.INVALID, "has no primary key");
    }

    @Test
    void aQueryIsReadLikeATable() {
        Map<String, Object> settings =
                query("SELECT id AS number, upper(name) AS title FROM track WHERE id > 270", "number");

        assertThat(tables.documents(settings)).extracting(Document::title).contains("TRACK 95");
        assertThat(keys(tables.documents(settings))).containsExactly("273", "276", "279", "282", "285");
        try (Source source = tables.open(settings)) {
            assertThat(source.schema().samples().getFirst()).containsKeys("number", "title");
        }
    }

    @Test
    void aKeyThatIsNoKeyIsReported() {
        assertThat(tables.unreadable(query("SELECT 1 AS id, name FROM track", "id")))
                .hasSize(94)
                .first()
                .satisfies(repeated -> assertThat(repeated.reason()).contains("Another record has the same key"));
    }

    @Test
    void nothingCanBeWritten() {
        failsWith(query("SELECT * FROM (DELETE FROM track RETURNING id)", "id"), Kind.INVALID, "");
        assertThat(JdbcTables.count("jdbc:sqlite:" + file(), "SELECT count(*) FROM track"))
                .isEqualTo(95);
    }

    @Test
    void namesWithQuotesAreQuoted() {
        execute(
                "CREATE TABLE \"odd \"\"name; --\" (\"the \"\"key\" INTEGER PRIMARY KEY, \"a b\" TEXT)",
                "INSERT INTO \"odd \"\"name; --\" VALUES (1, 'x')");

        assertThat(tables.documents(table("odd \"name; --")))
                .extracting(Document::text)
                .containsExactly("a b: x");
    }

    @Test
    void wrongNamesAreToldWithTheNearestOnes() {
        failsWith(table("trak"), Kind.INVALID, "Did you mean 'track'?");
        failsWith(table("track", "text_fields", List.of("nam")), Kind.INVALID, "Did you mean 'name'?");
        assertThat(keys(tables.documents(table("TRACK")))).hasSize(95);
    }

    @Test
    void aFileThatIsNoDatabaseIsInvalid() throws IOException {
        Path text = Files.writeString(directory.resolve("notes.txt"), "nothing ".repeat(100));

        failsWith(Map.of("file_path", text.toString(), "table", "track"), Kind.INVALID, "not a database");
    }

    @Test
    void aFileIsNeverMade() {
        Path missing = directory.resolve("missing.sqlite");

        failsWith(Map.of("file_path", missing.toString(), "table", "track"), Kind.INVALID, "");
        assertThat(missing).doesNotExist();
    }

    @Test
    void aDriverThatIsMissingIsToldWithWhatToDo() {
        JdbcTables oracle = new JdbcTables(JdbcTables.factory(Dialect.ORACLE, 10));

        try (Source source = oracle.open(Map.of("database", "shop", "table", "bike"))) {
            assertThat(source.check().message()).contains("no JDBC driver for kind 'oracle'", "no-such-folder");
        }
    }

    @Test
    void onlyRowsThatHaveChangedAreReadByTheirCursor() {
        execute(
                "UPDATE track SET sold = NULL WHERE id = 9",
                "UPDATE track SET sold = '2026-03-01 00:00:00' WHERE id = 6");
        try (ChangingSource source = (ChangingSource) tables.open(table("track", "cursor_field", "sold"))) {
            String mark = source.mark().orElseThrow();
            assertThat(mark).isEqualTo("2026-03-01 00:00:00");
            execute("UPDATE track SET sold = '2026-03-02 00:00:00' WHERE id = 12");

            assertThat(keysOf(source, source.planChanges(mark).orElseThrow())).containsExactly("6", "9", "12");
        }
    }

    @Test
    void aVersionNumberIsACursorToo() {
        try (ChangingSource source = (ChangingSource) tables.open(table("track", "cursor_field", "id"))) {
            assertThat(source.mark()).contains("285");
            assertThat(keysOf(source, source.planChanges("279").orElseThrow())).containsExactly("279", "282", "285");
        }
    }

    @Test
    void withoutACursorNothingIsKnownOfChanges() {
        try (ChangingSource source = (ChangingSource) tables.open(table("track"))) {
            assertThat(source.mark()).isEmpty();
            assertThat(source.planChanges("x")).isEmpty();
        }
        try (ChangingSource source = (ChangingSource) tables.open(table("track", "cursor_field", "sould"))) {
            assertThat(catchThrowableOfType(SourceException.class, source::mark))
                    .hasMessageContaining("Did you mean 'sold'?");
        }
    }

    private static List<String> keysOf(Source source, List<Split> splits) {
        return splits.stream()
                .flatMap(split -> PostgresTables.read(source, split).stream())
                .map(each -> ((SourceRecord.Readable) each).document().key().key())
                .toList();
    }

    private void failsWith(Map<String, Object> settings, Kind kind, String reason) {
        try (Source source = tables.open(settings)) {
            assertThat(source.check().state()).isEqualTo(Health.State.DOWN);
            SourceException failure = catchThrowableOfType(SourceException.class, source::plan);
            assertThat(failure.kind()).isEqualTo(kind);
            assertThat(failure).hasMessageContaining(reason).hasMessageNotContaining("Exception");
        }
    }
}
