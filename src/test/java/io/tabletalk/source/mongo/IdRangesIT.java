package io.tabletalk.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.source.Source;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.source.Split;
import io.tabletalk.testing.Mongo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever the types of `_id`, the splits together hold every document once.
class IdRangesIT {

    private static final List<String> MIXED = Stream.of(
                    IntStream.range(-5, 5).mapToObj(i -> "" + i),
                    IntStream.range(0, 5).mapToObj(i -> i + ".5"),
                    IntStream.range(0, 5).mapToObj(i -> "{$numberLong: '90000000000" + i + "'}"),
                    IntStream.range(0, 3).mapToObj(i -> "{$numberDecimal: '" + i + ".25'}"),
                    Stream.of("{$numberDouble: 'Infinity'}", "{$numberDouble: '-Infinity'}"),
                    // The server in memory takes it for greater than some numbers and not for greater than others.
                    Stream.of("{$numberDouble: 'NaN'}").filter(nan -> Mongo.isReal()),
                    IntStream.range(0, 9).mapToObj(i -> "'text " + i + "'"),
                    Stream.of("''", "'55f14312c7447c3da7051b26'", "'7'", "'\\u00e9\\u2028'"),
                    IntStream.range(0, 7).mapToObj(i -> "{a: " + i + ", b: 'x'}"),
                    IntStream.range(0, 8).mapToObj(i -> "{$oid: '55f14312c7447c3da7051b2" + i + "'}"),
                    IntStream.range(0, 4).mapToObj(i -> "{$date: '200" + i + "-01-01T00:00:00Z'}"),
                    IntStream.range(0, 4).mapToObj(i -> "{$uuid: 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1" + i + "'}"),
                    Stream.of("true", "false", "null", "{$minKey: 1}", "{$maxKey: 1}"))
            .flatMap(ids -> ids)
            .toList();

    private Mongo mongo;

    @BeforeEach
    void connect() {
        mongo = Mongo.create();
    }

    @ParameterizedTest(name = "{0} documents a split")
    @ValueSource(ints = {1, 2, 3, 7, 1_000})
    void idsOfAllTypesAreAllRead(int size) {
        mongo.insert("mixed", MIXED.stream().map(IdRangesIT::document).toArray(String[]::new));

        assertThat(keys(size, "mixed")).hasSameSizeAs(MIXED).doesNotHaveDuplicates();
    }

    @Test
    void idsOfOneTypeAreCutEvenly() {
        mongo.insert(
                "even",
                IntStream.range(0, 25)
                        .mapToObj(i -> document("{$oid: '55f14312c7447c3da70510%02x'}".formatted(i)))
                        .toArray(String[]::new));

        try (Source source = new MongoCollections(mongo, 10).open("even", Map.of())) {
            assertThat(source.plan())
                    .extracting(split -> MongoCollections.read(source, split).size())
                    .containsExactly(10, 10, 5);
        }
    }

    @Test
    void aDocumentOfAnyTypeThatComesAfterPlanningIsRead() {
        mongo.insert(
                "late", IntStream.range(0, 20).mapToObj(i -> document("" + i)).toArray(String[]::new));

        try (Source source = new MongoCollections(mongo, 6).open("late", Map.of())) {
            List<Split> planned = source.plan();
            mongo.insert(
                    "late", document("'text'"), document("-9"), document("null"), document("{$numberDouble: 'NaN'}"));
            List<SourceRecord> records = new ArrayList<>();
            planned.forEach(split -> records.addAll(MongoCollections.read(source, split)));
            assertThat(records).hasSize(24);
        }
    }

    private List<String> keys(int size, String collection) {
        return new MongoCollections(mongo, size)
                .documents(collection).stream().map(each -> each.key().key()).toList();
    }

    private static String document(String id) {
        return "{_id: " + id + ", name: 'x'}";
    }
}
