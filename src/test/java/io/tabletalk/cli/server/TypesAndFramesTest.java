package io.tabletalk.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TypesAndFramesTest {

    @Test
    void typesAndPlacesArePrintedAndMessagesAreNot() {
        Exception failure = new IllegalStateException(
                "Row 7: 'Ada Lovelace' is no number", new NumberFormatException("For input string: \"Ada Lovelace\""));
        failure.addSuppressed(new IllegalArgumentException("Ada Lovelace"));

        String printed = new TypesAndFrames().printStackTraceToString(failure);

        assertThat(printed)
                .doesNotContain("Lovelace")
                .contains("java.lang.IllegalStateException")
                .contains("java.lang.NumberFormatException")
                .contains("java.lang.IllegalArgumentException")
                .contains("TypesAndFramesTest");
    }
}
