package io.tabletalk.ingest.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrefixesTest {

    @Test
    void aKeyIsCoveredByWhatItBeginsWith() {
        Prefixes prefixes = new Prefixes(List.of("a.csv#", "b/", "b/c.md", "é"));

        assertThat(List.of("a.csv#", "a.csv#17", "b/x", "b/c.md", "b/c.md#2", "é1"))
                .allMatch(prefixes::cover);
        assertThat(List.of("", "a", "a.csv", "a.csv1", "b", "c", "e")).noneMatch(prefixes::cover);
        assertThat(new Prefixes(List.of()).cover("a")).isFalse();
    }

    @Test
    void nullCoversAnything() {
        Prefixes prefixes = new Prefixes(Arrays.asList("a", null));

        assertThat(List.of("", "a", "b")).allMatch(prefixes::cover);
    }
}
