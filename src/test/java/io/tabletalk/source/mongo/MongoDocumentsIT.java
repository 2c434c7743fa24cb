package io.tabletalk.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.knowledge.Document;
import io.tabletalk.source.ChangingSource;
import io.tabletalk.source.Source;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.source.SourceSchema;
import io.tabletalk.testing.Mongo;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What becomes of the fields of a document.
class MongoDocumentsIT {

    private Mongo mongo;
    private MongoCollections collections;

    @BeforeEach
    void fillCollection() {
        mongo = Mongo.create();
        collections = new MongoCollections(mongo, 5_000);
        mongo.insert("bike", """
                {_id: 7, name: '  Heron ', address: {town: 'Leeds', since: 2020}, tags: ['light', 'red'],
                 grades: [{score: 2, note: 'good'}, {score: 3, note: 'better'}], price: {$numberDecimal: '1299.50'},
                 weight: 11.25, gears: {$numberLong: '21'}, electric: false, bought: {$date: '2020-02-29T12:00:00Z'},
                 owner: {$oid: '55f14312c7447c3da7051b26'}, photo: {$binary: {base64: 'AAAA', subType: '00'}},
                 odd: {$numberDouble: 'NaN'}, nothing: null}""", "{_id: 8, speed: 12}");
    }

    @Test
    void textsAreTextAndTheOthersTypedMetadata() {
        Document bike = collections.documents("bike").getFirst();

        assertThat(bike.key().key()).isEqualTo("7");
        assertThat(bike.title()).isEqualTo("Heron");
        assertThat(bike.text()).isEqualTo("""
                name: Heron
                address.town: Leeds
                tags: light, red
                grades.note: good, better""");
        assertThat(bike.metadata().values())
                .containsEntry("_id", 7L)
                .containsEntry("address.since", 2020L)
                .containsEntry("grades.score", List.of("2", "3"))
                .containsEntry("price", 1299.5)
                .containsEntry("weight", 11.25)
                .containsEntry("gears", 21L)
                .containsEntry("electric", false)
                .containsEntry("bought", "2020-02-29T12:00:00Z")
                .containsEntry("owner", "55f14312c7447c3da7051b26")
                .containsEntry("odd", "NaN")
                .containsEntry("tags", List.of("light", "red"))
                .doesNotContainKeys("photo", "nothing");
    }

    @Test
    void onlyDocumentsThatHaveChangedAreReadByTheirCursor() {
        mongo.insert(
                "log",
                "{_id: 1, at: {$date: '2026-01-01T00:00:00Z'}}",
                "{_id: 2, at: {$date: '2026-01-02T00:00:00Z'}}",
                "{_id: 3, at: {$date: '2026-01-02T00:04:00Z'}}",
                "{_id: 4}");
        try (ChangingSource source = (ChangingSource) collections.open("log", Map.of("cursor_field", "at"))) {
            String mark = source.mark().orElseThrow();

            assertThat(MongoCollections.read(
                            source, source.planChanges(mark).orElseThrow().getFirst()))
                    .extracting(each ->
                            ((SourceRecord.Readable) each).document().key().key())
                    .containsExactly("2", "3", "4");
        }
        try (ChangingSource source = (ChangingSource) collections.open("log", Map.of())) {
            assertThat(source.mark()).isEmpty();
        }
    }

    @Test
    void aDocumentWithoutTextsIsSearchedByAllThatItHas() {
        Document plain = collections.documents("bike").getLast();

        assertThat(plain.text()).isEqualTo("_id: 8\nspeed: 12");
        assertThat(plain.title()).isEqualTo("bike 8");
    }

    @Test
    void theUserChoosesWhatIsReadAndWhatIsText() {
        Document bike = collections
                .documents(
                        "bike",
                        Map.of(
                                "fields", List.of("address", "address.town", "gears"),
                                "text_fields", List.of("grades.note", "address"),
                                "title_field", "address.town"))
                .getFirst();

        assertThat(bike.title()).isEqualTo("Leeds");
        assertThat(bike.text()).isEqualTo("address.town: Leeds\naddress.since: 2020\ngrades.note: good, better");
        assertThat(bike.metadata().values()).containsOnlyKeys("_id", "gears");
    }

    @Test
    void theSchemaTellsHowOftenAFieldOccurs() {
        try (Source source = collections.open("bike", Map.of())) {
            SourceSchema schema = source.schema();
            assertThat(schema.fields())
                    .contains(
                            new SourceSchema.Field("_id", "int", false, false),
                            new SourceSchema.Field("name", "string, in 1 of 2 sampled", true, true),
                            new SourceSchema.Field("grades.score", "int[], in 1 of 2 sampled", true, false),
                            new SourceSchema.Field("photo", "binData (left out), in 1 of 2 sampled", true, false));
            assertThat(schema.keyFields()).containsExactly("_id");
            assertThat(schema.estimatedRows()).isEqualTo(2);
            assertThat(schema.samples())
                    .anySatisfy(sample -> assertThat(sample)
                            .containsEntry("address.town", "Leeds")
                            .doesNotContainKey("photo"));
        }
    }

    @Test
    void hugeAndStrangeTextsComeThroughWhole() {
        String huge = "é🚲".repeat(1_000_000);
        mongo.insert("essay", "{_id: 1, body: '" + huge + "'}", "{_id: 2, body: 'مرحبا \\u202e \\u0001 end'}");

        List<Document> essays = collections.documents("essay");

        assertThat(essays.getFirst().text()).isEqualTo("body: " + huge);
        assertThat(essays.getLast().text()).isEqualTo("body: مرحبا \u202e \u0001 end");
    }

    @Test
    void anIdThatIsTooLongIsReported() {
        mongo.insert("long", "{_id: '" + "x".repeat(4_001) + "', name: 'x'}", "{_id: 1, name: 'y'}");

        try (Source source = collections.open("long", Map.of())) {
            assertThat(MongoCollections.read(source, source.plan().getFirst()))
                    .hasSize(2)
                    .anySatisfy(each -> assertThat(each.toString()).contains("The key has 4001 characters"));
        }
    }
}
