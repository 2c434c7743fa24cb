package io.tabletalk.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.knowledge.Metadata;
import io.tabletalk.knowledge.SourceId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FilterCheckTest {

    private static final SourceId TEA = new SourceId("tea");
    private static final Metadata GREEN = new Metadata(Map.of(
            "price", 12.5, "kind", "green", "organic", true, "tags", List.of("new", "spring"), "day", "2026-11-21"));

    @Test
    void comparisonsAreTypedAndAnyValueOfAListCounts() {
        assertThat(List.of(
                        new Filter.Equals("kind", "green"),
                        new Filter.Equals("tags", "spring"),
                        new Filter.Equals("organic", true),
                        new Filter.Range("price", 12, 13L),
                        new Filter.Range("day", "2026-11", null),
                        new Filter.Range("day", null, "2026-12-01"),
                        new Filter.Not(new Filter.Exists("colour")),
                        new Filter.And(List.of()),
                        new Filter.InSources(Set.of(TEA))))
                .allMatch(filter -> FilterCheck.satisfies(filter, TEA, GREEN));
        assertThat(List.of(
                        new Filter.Equals("price", "12.5"),
                        new Filter.Equals("organic", "true"),
                        new Filter.Range("day", "2026-11-22", null),
                        new Filter.Range("kind", 1, 2),
                        new Filter.Or(List.of()),
                        new Filter.Not(new Filter.Equals("tags", "new"))))
                .noneMatch(filter -> FilterCheck.satisfies(filter, TEA, GREEN));
    }

    @Test
    void textsAreInTheOrderOfCodePoints() {
        Metadata emoji = new Metadata(Map.of("name", "🚲"));

        assertThat(FilterCheck.satisfies(new Filter.Range("name", "\uffee", null), TEA, emoji))
                .isTrue();
    }
}
