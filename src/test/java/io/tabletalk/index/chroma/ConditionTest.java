package io.tabletalk.index.chroma;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.index.Filter;
import io.tabletalk.index.chroma.Condition.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConditionTest {

    @Test
    void whatChromaKnowsIsExact() {
        Condition condition = Condition.of(
                new Filter.And(List.of(new Filter.Equals("price", 12), new Filter.Not(new Filter.Exists("sold")))));

        assertThat(condition.isExact()).isTrue();
        assertThat(condition.where())
                .isEqualTo(Map.of(
                        "$and",
                        List.of(Map.of("n:price", Map.of("$eq", 12.0)), Map.of("e:sold", Map.of("$ne", true)))));
    }

    @Test
    void nothingIsAskedForWhereNothingCanBe() {
        assertThat(Condition.of(new Filter.InSources(Set.of())).kind()).isEqualTo(Kind.NONE);
        assertThat(Condition.of(new Filter.Or(List.of())).kind()).isEqualTo(Kind.NONE);
        assertThat(Condition.of(new Filter.And(List.of())).kind()).isEqualTo(Kind.ALL);
        assertThat(Condition.of(new Filter.And(List.of(new Filter.Exists("a"), new Filter.Or(List.of()))))
                        .kind())
                .isEqualTo(Kind.NONE);
    }

    @Test
    void whatChromaCannotExpressLetsAllThroughToBeLookedAt() {
        Condition opposite = Condition.of(new Filter.Not(new Filter.Range("day", "2026-11-21", null)));

        assertThat(opposite.kind()).isEqualTo(Kind.ALL);
        assertThat(opposite.isExact()).isFalse();
        assertThat(Condition.of(new Filter.Range("day", "2026-11-21", null)).isExact())
                .isFalse();
    }

    @Test
    void prefixesSortAsTheirTexts() {
        List<String> sorted = List.of("", "a", "ab", "abcdef", "abcdefg", "b", "z", "ä", "€", "\uffee", "🚲", "🚲🚲");

        assertThat(sorted.stream().map(FlatMetadata::prefixOf).toList()).isSorted();
        assertThat(FlatMetadata.prefixOf("abcde🚲")).isGreaterThan(FlatMetadata.prefixOf("abcde€"));
    }
}
