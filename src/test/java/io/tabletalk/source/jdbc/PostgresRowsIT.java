package io.tabletalk.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.knowledge.Document;
import io.tabletalk.knowledge.Metadata;
import io.tabletalk.source.Source;
import io.tabletalk.source.SourceSchema;
import io.tabletalk.testing.Postgres;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What becomes of the values of a row.
class PostgresRowsIT {

    private static Postgres postgres;
    private static PostgresTables tables;

    @BeforeAll
    static void connect() {
        postgres = Postgres.create();
        tables = new PostgresTables(postgres, 5_000);
    }

    @Test
    void textColumnsAreTextAndTheOthersTypedMetadata() {
        postgres.execute(
                "CREATE TYPE state AS ENUM ('ready', 'in repair')",
                "CREATE DOMAIN year AS int CHECK (VALUE > 1900)",
                """
                CREATE TABLE bike (id int PRIMARY KEY, name text, notes varchar(200), about json, gears smallint,
                    price numeric(8,2), weight float8, electric bool, built year, bought date, seen timestamptz,
                    sold timestamp, state state, tags text[], sizes int[], photo bytea, search tsvector, code uuid,
                    mileage bigint, deposit money)""",
                """
                INSERT INTO bike VALUES (7, 'Heron', E'  Light,\\nfor touring.  ', '{"colour": "red"}', 21,
                    1299.50, 11.25, true, 2020, '2020-02-29', '2026-03-29 12:00:00.5+02', '2026-03-29 12:00:00', 'ready',
                    ARRAY['light', 'for "tall" people'], '{{54,56}}', '\\xff00', to_tsvector('light'),
                    'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 9007199254740993, 12.30)""");

        Document bike = tables.documents("bike").getFirst();

        assertThat(bike.key().key()).isEqualTo("7");
        assertThat(bike.title()).isEqualTo("Heron");
        assertThat(bike.text()).isEqualTo("""
                name: Heron
                notes: Light,
                for touring.
                about: {"colour": "red"}""");
        assertThat(bike.metadata().values())
                .containsEntry("id", 7L)
                .containsEntry("gears", 21L)
                .containsEntry("price", 1299.5)
                .containsEntry("weight", 11.25)
                .containsEntry("electric", true)
                .containsEntry("built", 2020L)
                .containsEntry("bought", "2020-02-29")
                .containsEntry("seen", "2026-03-29T10:00:00.500Z")
                .containsEntry("sold", "2026-03-29T12:00:00Z")
                .containsEntry("state", "ready")
                .containsEntry("tags", List.of("light", "for \"tall\" people"))
                .containsEntry("sizes", List.of("54", "56"))
                .containsEntry("code", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")
                .containsEntry("mileage", 9007199254740993L)
                .containsEntry("deposit", "$12.30")
                .containsEntry("name", "Heron")
                .doesNotContainKeys("photo", "search");
    }

    @Test
    void valuesWithoutACounterpartStayTexts() {
        postgres.execute(
                "CREATE TABLE odd (id int PRIMARY KEY, note text, n numeric, f float8, d date, t timestamptz)", """
                INSERT INTO odd VALUES
                    (1, 'a', 'NaN', 'Infinity', 'infinity', '-infinity'),
                    (2, 'b', 1e400, 1e300, '0044-03-15 BC', '12026-01-01 00:00:00Z'),
                    (3, 'c', NULL, NULL, NULL, NULL)""");

        List<Metadata> metadata =
                tables.documents("odd").stream().map(Document::metadata).toList();

        assertThat(metadata.get(0).values())
                .containsEntry("n", "NaN")
                .containsEntry("f", "Infinity")
                .containsEntry("d", "infinity")
                .containsEntry("t", "-infinity");
        assertThat(metadata.get(1).values())
                .containsEntry("f", 1e300)
                .containsEntry("d", "0044-03-15 BC")
                .containsEntry("t", "12026-01-01 00:00:00+00");
        assertThat(metadata.get(1).get("n")).isInstanceOf(String.class);
        assertThat(metadata.get(2).values()).containsOnlyKeys("id", "note");
    }

    @Test
    void aTableWithoutTextIsSearchedByAllOfItsColumns() {
        postgres.execute(
                "CREATE TABLE film_actor (actor_id int, film_id int, seen timestamp, PRIMARY KEY (actor_id, film_id))",
                "INSERT INTO film_actor VALUES (1, 23, '2022-02-15 10:05:03')");

        Document row = tables.documents("film_actor").getFirst();

        assertThat(row.text()).isEqualTo("actor_id: 1\nfilm_id: 23\nseen: 2022-02-15 10:05:03");
        assertThat(row.title()).isEqualTo("film_actor 1|23");
        assertThat(row.metadata().values()).containsEntry("film_id", 23L);
    }

    @Test
    void theUserChoosesWhatIsReadAndWhatIsText() {
        postgres.execute(
                "CREATE TABLE member (id int PRIMARY KEY, first_name text, last_name text, town text, phone text)",
                "INSERT INTO member VALUES (1, 'Ann', 'Lee', 'Cardiff', '555')");

        Document all = tables.documents("member").getFirst();
        Document chosen = tables.documents(
                        "member",
                        Map.of("columns_or_fields", List.of("town", "last_name"), "text_fields", List.of("last_name")))
                .getFirst();

        assertThat(all.title()).isEqualTo("Ann Lee");
        assertThat(chosen.text()).isEqualTo("last_name: Lee");
        assertThat(chosen.metadata().values()).containsOnlyKeys("id", "town");
    }

    @Test
    void columnsWhoseNamesDifferOnlyInCaseAreNotMixedUp() {
        postgres.execute(
                "CREATE TABLE twins (id int PRIMARY KEY, name text, \"Name\" text, \"NAME\" text)",
                "INSERT INTO twins VALUES (1, 'small', 'Capital', 'LOUD')");

        assertThat(tables.documents("twins").getFirst().text()).isEqualTo("name: small\nName: Capital\nNAME: LOUD");
    }

    @Test
    void namesFullOfMetacharactersAreNamesAndNothingElse() {
        String name = "we\"ird; DROP TABLE x --";
        String quoted = "\"we\"\"ird; DROP TABLE x --\"";
        postgres.execute(
                "CREATE TABLE x (id int)",
                "CREATE TABLE " + quoted + " (" + quoted + " text PRIMARY KEY, \"a?b\" text, \"$1\" text)",
                "INSERT INTO " + quoted + " SELECT 'k' || i, 'question', 'dollar' FROM generate_series(1, 12) i");

        PostgresTables smallSplits = new PostgresTables(postgres, 5);
        assertThat(smallSplits.documents(name, Map.of("title_field", "$1")))
                .hasSize(12)
                .allSatisfy(row -> assertThat(row.text()).isEqualTo("a?b: question\n$1: dollar"))
                .allSatisfy(row -> assertThat(row.title()).isEqualTo("dollar"));
        assertThat(smallSplits.documents(name, Map.of("key_fields", List.of(name))))
                .hasSize(12);
        assertThat(postgres.query("SELECT count(*) FROM x")).isEqualTo("0");
    }

    @Test
    void hugeAndStrangeTextsComeThroughWhole() {
        postgres.execute(
                "CREATE TABLE essay (id int PRIMARY KEY, body text)",
                "INSERT INTO essay SELECT i, repeat('é🚲', 1000000) || i FROM generate_series(1, 12) i",
                "INSERT INTO essay VALUES (100, E'مرحبا \\u202E \\u0001 \\r\\n end')");

        List<Document> essays = tables.documents("essay");

        assertThat(essays).hasSize(13);
        assertThat(essays.get(4).text()).hasSize("body: ".length() + 3_000_001).endsWith("🚲5");
        assertThat(essays.getLast().text()).isEqualTo("body: مرحبا \u202E \u0001 \r\n end");
    }

    @Test
    void nothingDependsOnTheTimeZoneOfThisMachineOrOnHowOftenAQueryHasRun() {
        postgres.execute(
                "CREATE TABLE trip (start timestamptz PRIMARY KEY, note text, speed float4)",
                "INSERT INTO trip SELECT timestamptz '2026-10-25 00:30:00Z' + i * interval '1 hour', 'trip', 0.1"
                        + " FROM generate_series(0, 40) i");
        TimeZone usual = TimeZone.getDefault();
        try (Source source = new PostgresTables(postgres, 3).open("trip")) {
            TimeZone.setDefault(TimeZone.getTimeZone("America/Caracas"));
            assertThat(PostgresTables.readAll(source)).hasSize(41).allSatisfy(each -> {
                Document trip = ((io.tabletalk.source.SourceRecord.Readable) each).document();
                assertThat(trip.key().key()).endsWith(":30:00+00");
                assertThat(trip.metadata().get("speed")).isEqualTo(0.1);
            });
        } finally {
            TimeZone.setDefault(usual);
        }
    }

    @Test
    void theSchemaTellsTypesKeysAndSamples() {
        postgres.execute(
                "CREATE SCHEMA sales",
                "CREATE TABLE sales.orders (id bigint PRIMARY KEY, note varchar(5000) NOT NULL, total numeric(10,2))",
                "INSERT INTO sales.orders SELECT i, repeat('x', 4000), i FROM generate_series(1, 50) i",
                "GRANT USAGE ON SCHEMA sales TO reader",
                "ANALYZE sales.orders");

        try (Source source = tables.open("sales.orders")) {
            SourceSchema schema = source.schema();
            assertThat(schema.fields())
                    .containsExactly(
                            new SourceSchema.Field("id", "bigint", false, false),
                            new SourceSchema.Field("note", "character varying(5000)", false, true),
                            new SourceSchema.Field("total", "numeric(10,2)", true, false));
            assertThat(schema.keyFields()).containsExactly("id");
            assertThat(schema.estimatedRows()).isEqualTo(50);
            assertThat(schema.samples()).hasSize(5);
            assertThat(schema.samples().getFirst().get("note")).asString().hasSize(201);
        }
        try (Source named = tables.open("orders", Map.of("schema", "sales"))) {
            assertThat(named.check().isUp()).isTrue();
        }
    }

    @Test
    void theSizeOfATableThatWasNeverCountedIsNotKnown() {
        postgres.execute("CREATE TABLE fresh (id int PRIMARY KEY, note text)", "INSERT INTO fresh VALUES (1, 'a')");

        try (Source source = tables.open("fresh")) {
            assertThat(source.schema().estimatedRows()).isNull();
        }
    }
}
