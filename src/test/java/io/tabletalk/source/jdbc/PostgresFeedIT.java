package io.tabletalk.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.tabletalk.knowledge.DocumentChange;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.ChangeFeed;
import io.tabletalk.source.ChangeFeed.Beginning;
import io.tabletalk.source.Changes;
import io.tabletalk.source.Source;
import io.tabletalk.source.SourceException;
import io.tabletalk.testing.Postgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What PostgreSQL's own ways ask of a feed.
class PostgresFeedIT {

    private static final SourceId ID = new SourceId("live.notes");

    private final List<ChangeFeed> opened = new ArrayList<>();
    private Postgres postgres;
    private LiveTable table;

    @BeforeEach
    void createTable() {
        postgres = Postgres.create();
        table = LiveTable.create(postgres);
    }

    @AfterEach
    void drop() {
        opened.forEach(ChangeFeed::close);
        try (ChangeFeed last = table.feed(ID)) {
            last.drop();
        }
    }

    @Test
    void aChangedKeyIsTheEndOfOneDocumentAndTheBeginningOfAnother() {
        postgres.execute("INSERT INTO note VALUES (1, 'One', 1)");
        ChangeFeed feed = begun();

        postgres.execute("UPDATE note SET id = 9 WHERE id = 1");

        Map<String, DocumentChange> told = follow(feed, 2);
        assertThat(told.get("1")).isInstanceOf(DocumentChange.Deleted.class);
        assertThat(text(Objects.requireNonNull(told.get("9")))).isEqualTo("body: One");
    }

    @Test
    void aColumnThatAChangeDoesNotCarryIsThereAllTheSame() {
        String large = "x".repeat(9_000);
        postgres.execute("ALTER TABLE note ALTER COLUMN body SET STORAGE EXTERNAL");
        postgres.execute("INSERT INTO note VALUES (1, '" + large + "', 1)");
        ChangeFeed feed = begun();

        postgres.execute("UPDATE note SET price = 2 WHERE id = 1");

        assertThat(text(Objects.requireNonNull(follow(feed, 1).get("1")))).isEqualTo("body: " + large);
    }

    @Test
    void removingAllRowsAtOnceAsksForAFullRead() {
        postgres.execute("INSERT INTO note VALUES (1, 'One', 1)");
        ChangeFeed feed = begun();

        postgres.execute("TRUNCATE note");

        assertThat(next(feed).readAgain()).contains("removed at once");
    }

    @Test
    void aChangedTableIsNoticedAndAsksForAFullRead() {
        postgres.execute("INSERT INTO note VALUES (1, 'One', 1)");
        ChangeFeed feed = open();
        Beginning first = feed.begin("", "");

        postgres.execute("ALTER TABLE note ADD COLUMN author text DEFAULT 'Ada'");
        feed.probe();

        await().until(() -> feed.await(Duration.ofMillis(100)));
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> feed.take(0))
                .withMessageContaining("columns");
        feed.close();
        assertThat(open().begin(first.bookmark(), first.shape()).readFirst()).contains("columns");
    }

    @Test
    void aTableMadeAnewAsksForAFullRead() {
        ChangeFeed feed = open();
        Beginning first = feed.begin("", "");
        feed.close();

        postgres.execute("DROP TABLE note", "CREATE TABLE note (id int PRIMARY KEY, body text, price numeric)");

        assertThat(open().begin(first.bookmark(), first.shape()).readFirst()).isNotEmpty();
    }

    @Test
    void aPlaceThatSomebodyElseMovedOnAsksForAFullRead() {
        ChangeFeed feed = open();
        Beginning first = feed.begin("", "");
        feed.close();
        postgres.execute("INSERT INTO note VALUES (1, 'Missed', 1)");
        postgres.execute("SELECT pg_replication_slot_advance(slot_name, pg_current_wal_lsn()) FROM pg_replication_slots"
                + " WHERE database = current_database()");

        assertThat(open().begin(first.bookmark(), first.shape()).readFirst()).contains("somebody else");
    }

    @Test
    void manyChangesOfOneRowAreOneReadOfItsLastState() {
        ChangeFeed feed = begun();
        postgres.execute("BEGIN; INSERT INTO note VALUES (1, 'first', 1); UPDATE note SET body = 'second';"
                + " UPDATE note SET body = 'third'; COMMIT");

        Changes changes = next(feed);

        assertThat(changes.documents()).hasSize(1);
        assertThat(text(changes.documents().getFirst())).isEqualTo("body: third");
    }

    @Test
    void keysOfEveryAllowedTypeAreWrittenAsInAFullRead() {
        postgres.execute("CREATE TYPE mood AS ENUM ('glad', 'so so')");
        postgres.execute(
                "CREATE TABLE \"od.d Näme\" (a smallint, b bigint, c numeric(10,2), d varchar(9), e char(5), f uuid,"
                        + " g boolean, h date, i timestamp, j timestamptz, \"k|,K\" mood, body text,"
                        + " PRIMARY KEY (a, b, c, d, e, f, g, h, i, j, \"k|,K\"))");
        Map<String, Object> settings = postgres.liveSettings("od.d Näme");
        settings.put("schema", "public");
        ChangeFeed feed = open(settings);
        feed.begin("", "");
        postgres.execute("INSERT INTO \"od.d Näme\" VALUES (1, 9000000000, 1.5, 'x|y', 'ab',"
                + " 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11', true, '2024-02-29', '2024-02-29 12:30:00.123456',"
                + " '2024-02-29 12:30:00+02', 'so so', 'Hello')");
        String key = "1|9000000000|1.50|x\\|y|ab   |a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11|t|2024-02-29"
                + "|2024-02-29 12:30:00.123456|2024-02-29 10:30:00+00|so so";
        assertThat(follow(feed, 1)).containsOnlyKeys(key);

        postgres.execute("DELETE FROM \"od.d Näme\"");

        DocumentChange gone = next(feed).documents().getFirst();
        assertThat(gone).isInstanceOf(DocumentChange.Deleted.class);
        assertThat(gone.key().key()).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "CREATE TABLE bad (id int); no primary key",
                "CREATE VIEW bad AS SELECT 1 AS id; it is a view",
                "CREATE TABLE bad (id int PRIMARY KEY) PARTITION BY RANGE (id); it is partitioned",
                "CREATE UNLOGGED TABLE bad (id int PRIMARY KEY); unlogged",
                "CREATE TABLE bad (id float8 PRIMARY KEY); of type double precision",
                "CREATE TABLE bad (id int PRIMARY KEY)¦ALTER TABLE bad REPLICA IDENTITY NOTHING; replica identity",
            })
    void aTableThatCannotBeFollowedIsRefusedWithTheReasonAndIsLeftAlone(String statements, String reason) {
        postgres.execute(statements.split("¦"));
        ChangeFeed feed = open(postgres.liveSettings("bad"));

        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> feed.begin("", ""))
                .withMessageContaining(reason)
                .matches(failure -> !failure.isRetriable());

        assertThat(postgres.query("SELECT count(*) FROM pg_publication")).isEqualTo("0");
        assertThat(postgres.query("SELECT count(*) FROM pg_replication_slots WHERE database = current_database()"))
                .isEqualTo("0");
    }

    @Test
    void aPublicationThatTellsLessIsRefused() {
        postgres.execute("CREATE PUBLICATION told_less FOR TABLE note WITH (publish = 'insert')");
        Map<String, Object> settings = postgres.liveSettings("note");
        settings.put("replication_name", "told_less");
        ChangeFeed feed = open(settings);

        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> feed.begin("", ""))
                .withMessageContaining("ALTER PUBLICATION told_less");
    }

    @Test
    void whatWasAlteredAfterTheChangesCameIsNotTakenForAllThereWas() {
        ChangeFeed feed = begun();
        postgres.execute("INSERT INTO note VALUES (1, 'One', 1)");
        await().atMost(Duration.ofSeconds(30)).until(() -> feed.await(Duration.ofMillis(100)));

        postgres.execute("DROP PUBLICATION " + publication(), "CREATE PUBLICATION told_more FOR ALL TABLES");

        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> feed.take(0))
                .withMessageContaining("altered");
    }

    @Test
    void rightsOnTheTableDoNotMakeItReadAgain() {
        ChangeFeed feed = open();
        Beginning first = feed.begin("", "");
        feed.close();

        postgres.execute(
                "GRANT SELECT ON note TO " + Postgres.READER,
                "CREATE INDEX ON note (price)",
                "VACUUM FULL note",
                "VACUUM FULL pg_publication",
                "ANALYZE");

        assertThat(open().begin(first.bookmark(), first.shape()).readFirst()).isEmpty();
    }

    @Test
    void aUserWithoutTheRightToReplicateIsToldAllThatIsMissingAtOnce() {
        postgres.execute("CREATE ROLE \"odd Name\" LOGIN PASSWORD 'unused'", "GRANT SELECT ON note TO \"odd Name\"");
        Map<String, Object> settings = postgres.liveSettings("note");
        settings.put("username", "odd Name");
        try {
            ChangeFeed feed = open(settings);

            assertThatExceptionOfType(SourceException.class)
                    .isThrownBy(() -> feed.begin("", ""))
                    .withMessageContaining("ALTER ROLE \"odd Name\" REPLICATION;")
                    .withMessageContaining("CREATE PUBLICATION")
                    .matches(failure -> !failure.isRetriable());
            assertThat(postgres.query("SELECT count(*) FROM pg_publication")).isEqualTo("0");
            feed.close();
        } finally {
            postgres.execute("DROP OWNED BY \"odd Name\"", "DROP ROLE \"odd Name\"");
        }
    }

    @Test
    void aTableThatCanNeverBeFollowedIsRefusedWhenTheSourceIsTried() {
        postgres.execute(
                "CREATE VIEW seen AS SELECT * FROM note",
                "CREATE TABLE parted (id int PRIMARY KEY) PARTITION BY RANGE (id)",
                "CREATE TABLE keyless (id int)");

        assertThat(health("seen", true)).contains("cannot be followed live", "it is a view");
        assertThat(health("parted", true)).contains("it is partitioned");
        assertThat(health("keyless", true)).contains("it has no primary key");
        assertThat(health("seen", false)).contains("can be read");
        assertThat(health("note", true)).contains("can be read");
    }

    @Test
    void aUserWhoMayNotPublishIsToldWhatTheOwnerHasToRun() {
        Map<String, Object> settings = postgres.settings("note");
        settings.put("live", true);
        ChangeFeed feed = open(settings);

        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> feed.begin("", ""))
                .withMessageContaining("CREATE PUBLICATION")
                .withMessageNotContaining(Postgres.PASSWORD);
    }

    @Test
    void aPublicationThatIsGoneIsToldToTheUserWhoMayNotMakeItAgain() {
        postgres.execute(
                "CREATE ROLE follower LOGIN REPLICATION",
                "GRANT SELECT ON note TO follower",
                "CREATE PUBLICATION by_owner FOR TABLE note");
        Map<String, Object> settings = postgres.liveSettings("note");
        settings.put("replication_name", "by_owner");
        try (ChangeFeed owner = table.feed(ID, Map.copyOf(settings))) {
            settings.put("username", "follower");
            Beginning first;
            try (ChangeFeed feed = table.feed(ID, settings)) {
                first = feed.begin("", "");
            }
            postgres.execute("DROP PUBLICATION by_owner");

            assertThatExceptionOfType(SourceException.class)
                    .isThrownBy(() -> open(settings).begin(first.bookmark(), first.shape()))
                    .withMessageContaining("Publication 'by_owner' is gone")
                    .withMessageContaining("CREATE PUBLICATION by_owner");
            opened.forEach(ChangeFeed::close);
            owner.drop();
        } finally {
            postgres.execute("DROP OWNED BY follower", "DROP ROLE follower");
        }
    }

    private String health(String name, boolean live) {
        Map<String, Object> settings = postgres.liveSettings(name);
        settings.put("live", live);
        try (Source source = table.source(ID, settings)) {
            return source.check().message();
        }
    }

    private String publication() {
        return postgres.query("SELECT pubname FROM pg_publication");
    }

    private ChangeFeed begun() {
        ChangeFeed feed = open();
        feed.begin("", "");
        return feed;
    }

    private ChangeFeed open() {
        return open(postgres.liveSettings("note"));
    }

    private ChangeFeed open(Map<String, Object> settings) {
        ChangeFeed feed = table.feed(ID, settings);
        opened.add(feed);
        return feed;
    }

    private static Changes next(ChangeFeed feed) {
        await().atMost(Duration.ofSeconds(30)).until(() -> feed.await(Duration.ofMillis(100)));
        Changes changes = feed.take(0);
        feed.acknowledge(changes);
        return changes;
    }

    private static Map<String, DocumentChange> follow(ChangeFeed feed, int documents) {
        Map<String, DocumentChange> told = new HashMap<>();
        while (told.size() < documents) {
            next(feed).documents().forEach(change -> told.put(change.key().key(), change));
        }
        return new TreeMap<>(told);
    }

    private static String text(DocumentChange change) {
        return ((DocumentChange.Upserted) change).document().text();
    }
}
