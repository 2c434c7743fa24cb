package io.tabletalk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoldTextTest {

    @ParameterizedTest
    @CsvSource({
        "**Mistral** — never 3.9 [1], <Mistral> — never 3.9 [1]",
        "a **b** and **c d** e, a <b> and <c d> e",
        "2 ** 3 and 4 ** 5, 2 ** 3 and 4 ** 5",
        "not **closed, not **closed",
        "a * b *, a * b *",
        "****, ****",
        "f(**kwargs), f(**kwargs)"
    })
    void pairsOfMarksBecomeBoldAndAnythingElseStays(String text, String shown) {
        assertThat(inPieces(text, text.length())).isEqualTo(shown);
        assertThat(inPieces(text, 1)).isEqualTo(shown);
        assertThat(inPieces(text, 3)).isEqualTo(shown);
    }

    @Test
    void aMarkIsNotClosedOnAnotherLine() {
        assertThat(inPieces("- **one\n- two** and **three**", 2)).isEqualTo("- **one\n- two** and <three>");
    }

    @Test
    void textIsShownAsSoonAsItIsSure() {
        BoldText text = new BoldText(bold -> "<" + bold + ">");

        assertThat(text.accept("Never *")).isEqualTo("Never ");
        assertThat(text.accept("*3.9")).isEmpty();
        assertThat(text.accept("** said")).isEqualTo("<3.9> said");
        assertThat(text.rest()).isEmpty();
    }

    private static String inPieces(String text, int length) {
        BoldText bold = new BoldText(part -> "<" + part + ">");
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < text.length(); i += length) {
            shown.append(bold.accept(text.substring(i, Math.min(text.length(), i + length))));
        }
        return shown.append(bold.rest()).toString();
    }
}
