package io.tabletalk.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

class FlatDocumentTest {

    @Test
    void nestedFieldsGetDottedPathsAndArraysComeTogether() {
        assertThat(shown("""
                        {address: {street: 'Elm', geo: {lat: 1.5}}, grades: [{score: 2}, {score: 3.0, note: 'ok'}],
                         tags: ['a', ['b', null]], empty: [], nothing: null}"""))
                .containsExactly(
                        Map.entry("address.street", "Elm"),
                        Map.entry("address.geo.lat", "1.5"),
                        Map.entry("grades.score", "2, 3"),
                        Map.entry("grades.note", "ok"),
                        Map.entry("tags", "a, b"));
    }

    @Test
    void binaryValuesAreLeftOutButNotUuids() {
        assertThat(shown("""
                        {photo: {$binary: {base64: 'AAAA', subType: '00'}},
                         code: {$uuid: 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'}}"""))
                .containsExactly(Map.entry("photo", ""), Map.entry("code", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"));
    }

    @Test
    void everyTypeHasAReadableForm() {
        assertThat(shown("""
                        {date: {$date: '2009-04-01T07:00:00Z'}, long: {$numberLong: '9007199254740993'},
                         decimal: {$numberDecimal: '12.30'}, bool: true, id: {$oid: '55f14312c7447c3da7051b26'},
                         pattern: {$regularExpression: {pattern: 'a+', options: 'i'}},
                         time: {$timestamp: {t: 1, i: 2}}, code: {$code: 'x()'}, symbol: {$symbol: 's'}}"""))
                .containsEntry("date", "2009-04-01T07:00:00Z")
                .containsEntry("long", "9007199254740993")
                .containsEntry("decimal", "12.30")
                .containsEntry("bool", "true")
                .containsEntry("id", "55f14312c7447c3da7051b26")
                .containsEntry("time", "1970-01-01T00:00:01Z")
                .containsEntry("symbol", "s")
                .hasEntrySatisfying("pattern", text -> assertThat(text).contains("a+"))
                .hasEntrySatisfying("code", text -> assertThat(text).contains("x()"));
    }

    private static Map<String, String> shown(String json) {
        Map<String, String> shown = new LinkedHashMap<>();
        FlatDocument.of(BsonDocument.parse(json))
                .fields()
                .forEach((path, field) -> shown.put(path, Values.shown(field)));
        return shown;
    }
}
