package io.tabletalk.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArrayTextTest {

    @Test
    void itemsArePlainQuotedOrEscaped() {
        assertThat(ArrayText.items("{red,\"dark, \\\"blue\\\" \\\\\",\"\"}"))
                .hasValueSatisfying(items -> assertThat(items).containsExactly("red", "dark, \"blue\" \\", ""));
    }

    @Test
    void nullsAreLeftOutButNotTheWord() {
        assertThat(ArrayText.items("{NULL,\"NULL\",a}"))
                .hasValueSatisfying(items -> assertThat(items).containsExactly("NULL", "a"));
    }

    @Test
    void nestedArraysAndOtherBoundsAreOneList() {
        assertThat(ArrayText.items("[0:1][2:3]={{1,2},{3,4}}"))
                .hasValueSatisfying(items -> assertThat(items).containsExactly("1", "2", "3", "4"));
    }

    @Test
    void anEmptyArrayHasNoItemsAndOtherTextIsNoArray() {
        assertThat(ArrayText.items("{}"))
                .hasValueSatisfying(items -> assertThat(items).isEmpty());
        assertThat(ArrayText.items("1 2 3")).isEmpty();
    }
}
