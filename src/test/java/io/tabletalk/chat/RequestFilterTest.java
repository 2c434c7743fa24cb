package io.tabletalk.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tabletalk.index.Filter;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.web.ApiException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class RequestFilterTest {

    @Test
    void everyFormIsUnderstood() {
        assertThat(read("{\"rating\": \"PG\"}")).isEqualTo(new Filter.Equals("rating", "PG"));
        assertThat(read("{\"length\": 86}")).isEqualTo(new Filter.Equals("length", 86));
        assertThat(read("{\"new\": true}")).isEqualTo(new Filter.Equals("new", true));
        assertThat(read("{\"rating\": [\"G\", \"PG\"]}")).isEqualTo(new Filter.In("rating", List.of("G", "PG")));
        assertThat(read("{\"length\": {\"from\": 60, \"to\": 90.5}}")).isEqualTo(new Filter.Range("length", 60, 90.5));
        assertThat(read("{\"day\": {\"from\": \"2026-01-01\"}}"))
                .isEqualTo(new Filter.Range("day", "2026-01-01", null));
        assertThat(read("{\"day\": {\"exists\": true}}")).isEqualTo(new Filter.Exists("day"));
        assertThat(read("{\"day\": {\"exists\": false}}")).isEqualTo(new Filter.Not(new Filter.Exists("day")));
        assertThat(read("{\"$not\": {\"a\": 1}}")).isEqualTo(new Filter.Not(new Filter.Equals("a", 1)));
        assertThat(read("{\"$or\": [{\"a\": 1}, {\"b\": 2}]}"))
                .isEqualTo(new Filter.Or(List.of(new Filter.Equals("a", 1), new Filter.Equals("b", 2))));
    }

    @Test
    void severalEntriesMustAllHold() {
        assertThat(read("{\"a\": 1, \"b\": 2}"))
                .isInstanceOfSatisfying(
                        Filter.And.class,
                        and -> assertThat(and.all())
                                .containsExactlyInAnyOrder(new Filter.Equals("a", 1), new Filter.Equals("b", 2)));
    }

    @Test
    void sourcesAndFilterMustBothHold() {
        Filter filter =
                RequestFilter.of(List.of("film", "actor"), Map.of("a", 1)).orElseThrow();

        assertThat(filter)
                .isEqualTo(new Filter.And(List.of(
                        new Filter.InSources(Set.of(new SourceId("film"), new SourceId("actor"))),
                        new Filter.Equals("a", 1))));
        assertThat(RequestFilter.of(null, null)).isEmpty();
        assertThat(RequestFilter.of(List.of(), Map.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": null}",
                "{\"a\": []}",
                "{\"a\": [[1]]}",
                "{\"a\": {}}",
                "{\"a\": {\"from\": 1, \"to\": \"2\"}}",
                "{\"a\": {\"from\": null}}",
                "{\"a\": {\"above\": 1}}",
                "{\"a\": {\"exists\": 1}}",
                "{\"$nor\": []}",
                "{\"$or\": {}}",
                "{\"$or\": []}",
                "{\"$or\": [1]}",
                "{\"$not\": 1}",
                "{\"$not\": {}}",
                "{\"$not\":{\"$not\":{\"$not\":{\"$not\":{\"$not\":{\"$not\":{\"$not\":{\"$not\":{\"a\":1}}}}}}}}}"
            })
    void anythingElseIsRefused(String filter) {
        assertThatThrownBy(() -> read(filter))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo("invalid_filter"));
    }

    @Test
    void aNameThatNoSourceCanHaveIsRefused() {
        assertThatThrownBy(() -> RequestFilter.of(List.of("No Such Name!"), null))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo("invalid_source"));
    }

    private static Filter read(String json) {
        Map<String, Object> filter = JsonMapper.shared().readValue(json, new TypeReference<>() {});
        return RequestFilter.of(null, filter).orElseThrow();
    }
}
