package io.tabletalk.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.source.Source;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.source.Split;
import io.tabletalk.testing.Postgres;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whatever the key, the splits together hold every row once.
class PostgresSplitsIT {

    private static final int ROWS = 100;
    private static Postgres postgres;
    private static PostgresTables tables;

    @BeforeAll
    static void connect() {
        postgres = Postgres.create();
        tables = new PostgresTables(postgres, 7);
        postgres.execute("CREATE TYPE size AS ENUM ('small', 'large')", "CREATE DOMAIN \"Frame No\" AS text");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
                    integer      ; i
                    bigint       ; 9000000000 - i
                    numeric      ; i / 7.0
                    float8       ; i / 7.0
                    text         ; chr(200 + i % 3) || ' "quoted'' \\ ' || i
                    char(8)      ; i::text
                    uuid         ; md5(i::text)::uuid
                    date         ; date '0044-03-15 BC' + i * 10000
                    timestamptz  ; timestamptz '2026-03-29 01:59:59.999999+01' + i * interval '7 minutes 0.000001 second'
                    interval     ; i * interval '1 mon 3 days'
                    bytea        ; decode(md5(i::text), 'hex')
                    inet         ; inet '10.0.0.0' + i
                    "Frame No"   ; 'F' || i
                    int[]        ; ARRAY[i % 10, i]
                    """)
    void aKeyOfAnyTypeIsCut(String type, String value) {
        postgres.execute(
                "DROP TABLE IF EXISTS any_key",
                "CREATE TABLE any_key (id " + type + " PRIMARY KEY, note text)",
                "INSERT INTO any_key SELECT " + value + ", 'note ' || i FROM generate_series(1, " + ROWS + ") i");

        try (Source source = tables.open("any_key")) {
            assertThat(source.plan()).hasSizeBetween(ROWS / 7, ROWS / 7 + 1);
        }
        assertThat(tables.keys("any_key")).hasSize(ROWS).doesNotHaveDuplicates();
    }

    @Test
    void aCompositeKeyIsCutAlsoWithinTheRowsThatShareItsFirstPart() {
        postgres.execute(
                "CREATE TABLE wheel (size size, maker text, number int, spokes int, PRIMARY KEY (maker, size, number))",
                "INSERT INTO wheel SELECT CASE WHEN i % 2 = 0 THEN 'small' ELSE 'large' END::size, 'M' || i % 3, i, 32"
                        + " FROM generate_series(1, 100) i");

        assertThat(tables.keys("wheel")).hasSize(ROWS).doesNotHaveDuplicates().contains("M1|large|1", "M2|small|2");
    }

    @Test
    void aPartitionedTableIsReadAsOne() {
        postgres.execute(
                "CREATE TABLE ride (day date, number int, note text, PRIMARY KEY (day, number)) PARTITION BY RANGE (day)",
                "CREATE TABLE ride_1 PARTITION OF ride FOR VALUES FROM ('2026-01-01') TO ('2026-02-01')",
                "CREATE TABLE ride_2 PARTITION OF ride FOR VALUES FROM ('2026-02-01') TO ('2026-03-01')",
                "INSERT INTO ride SELECT date '2026-01-01' + i % 50, i, 'ride ' || i FROM generate_series(1, 100) i",
                "ANALYZE ride");

        assertThat(tables.keys("ride")).hasSize(ROWS).doesNotHaveDuplicates();
        try (Source source = tables.open("ride")) {
            assertThat(source.schema().estimatedRows()).isEqualTo(ROWS);
        }
    }

    @Test
    void aRowThatComesAfterPlanningIsRead() {
        postgres.execute(
                "CREATE TABLE late (id int PRIMARY KEY, note text)",
                "INSERT INTO late SELECT i, 'note' FROM generate_series(1, 20) i");

        try (Source source = tables.open("late")) {
            List<Split> planned = source.plan();
            postgres.execute("INSERT INTO late VALUES (-5, 'before'), (500, 'after')");
            List<SourceRecord> records = new ArrayList<>();
            planned.forEach(split -> records.addAll(PostgresTables.read(source, split)));
            assertThat(records).hasSize(22);
        }
    }

    @Test
    void anEmptyTableIsOneEmptySplit() {
        postgres.execute("CREATE TABLE empty (id int PRIMARY KEY, note text)");

        assertThat(tables.keys("empty")).isEmpty();
    }

    @Test
    void aUniqueIndexOverColumnsThatAreNeverNullIsAKeyAndColumnsItOnlyCarriesAreNot() {
        postgres.execute(
                "CREATE TABLE tyre (maker text NOT NULL, model text NOT NULL, width int, ean text)",
                "CREATE UNIQUE INDEX ON tyre (ean)",
                "CREATE UNIQUE INDEX ON tyre (maker, model DESC) INCLUDE (width)",
                "INSERT INTO tyre SELECT 'maker ' || i % 2, 'model ' || i, 28 FROM generate_series(1, 30) i");

        assertThat(tables.keys("tyre")).hasSize(30).contains("maker 1|model 17");
    }

    @Test
    void aTableWithHeirsHasNoKeySinceTheHeirsMayRepeatIt() {
        postgres.execute(
                "CREATE TABLE vehicle (id int PRIMARY KEY, name text)",
                "CREATE TABLE tandem (PRIMARY KEY (id)) INHERITS (vehicle)",
                "INSERT INTO vehicle VALUES (1, 'Heron')",
                "INSERT INTO tandem VALUES (1, 'Otter')");

        assertThat(tables.documents("vehicle"))
                .extracting(each -> each.title())
                .containsExactlyInAnyOrder("Heron", "Otter");
    }

    @Test
    void rowsWithoutAKeyAreAllReadAlsoWhenTheyAreEqual() {
        postgres.execute(
                "CREATE TABLE visit (t text, digest text, \"tabletalk key\" int)",
                "INSERT INTO visit VALUES ('a', 'b', 1), ('a', 'b', 1), ('a', 'b', 1), (NULL, NULL, NULL), ('c', NULL, 2)");

        List<String> keys = tables.keys("visit");
        assertThat(keys).hasSize(5).doesNotHaveDuplicates();
        assertThat(tables.keys("visit")).isEqualTo(keys);

        postgres.execute("DELETE FROM visit WHERE t = 'c'", "VACUUM FULL visit");
        assertThat(keys).containsAll(tables.keys("visit")).hasSize(5);
    }

    @Test
    void aViewIsReadByTheKeyTheUserNames() {
        postgres.execute(
                "CREATE TABLE part (id int PRIMARY KEY, name text)",
                "INSERT INTO part SELECT i, 'part ' || i FROM generate_series(1, 20) i",
                "CREATE VIEW part_list AS SELECT id AS number, upper(name) AS name FROM part");

        assertThat(tables.keys("part_list", Map.of("key_fields", List.of("number"))))
                .isEqualTo(
                        IntStream.rangeClosed(1, 20).mapToObj(String::valueOf).toList());
        assertThat(tables.keys("part_list")).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void aKeyOfTheUserThatIsNotUniqueIsReportedRowByRow() {
        postgres.execute(
                "CREATE TABLE stock (place text, part text)",
                "CREATE INDEX ON stock (place)",
                "INSERT INTO stock SELECT 'shelf ' || i % 3, 'part ' || i FROM generate_series(1, 30) i",
                "INSERT INTO stock VALUES (NULL, 'lost')");

        Map<String, Object> byPlace = Map.of("key_fields", List.of("place"));
        try (Source source = tables.open("stock", byPlace)) {
            assertThat(PostgresTables.readAll(source)).hasSize(31);
        }
        assertThat(tables.unreadable("stock", byPlace))
                .hasSize(28)
                .anySatisfy(each -> assertThat(each.reason()).contains("Another record has the same key"))
                .anySatisfy(each -> assertThat(each.reason()).isEqualTo("Key column 'place' is null."))
                .extracting(each -> each.place())
                .doesNotHaveDuplicates();
    }
}
