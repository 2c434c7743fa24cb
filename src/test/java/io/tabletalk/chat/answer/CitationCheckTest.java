package io.tabletalk.chat.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.chat.Passages;
import io.tabletalk.chat.answer.Citation.Status;
import io.tabletalk.index.Hit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CitationCheckTest {

    private static final List<Hit> PASSAGES = List.of(
            Passages.hit("Analytical Engine", "Ada Lovelace wrote “the first program” in 1843. It cost £1,234.50."),
            Passages.hit("orders", "Order 7", "customer: Grace\nquantity: 12", Map.of("total", 99.5), 1.0));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ada wrote it in 1843 [1].",
                "It was \"the first program\" [1].",
                "It was “The first   program.” [1]",
                "It cost 1234.5 pounds [1].",
                "Grace ordered 12 pieces [2].",
                "The total is 99.50 [2].",
                "Order 7 is Grace's [2].",
                "In 1843 someone ordered 12 [1, 2].",
                "1. Ada wrote it [1].",
                "It says “Ada Lovelace … in 1843” [1]."
            })
    void whatStandsInTheCitedPassagesPasses(String sentence) {
        assertThat(only(sentence).status()).isEqualTo(Status.PASSED);
        assertThat(only(sentence).problem()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Ada wrote it in 1844 [1].             | The number 1844 does not occur in passage 1.",
                "Ada wrote it in 1843 [2].             | The number 1843 does not occur in passage 2.",
                "She called it “a toy” [1].            | The quotation “a toy” does not occur in passage 1.",
                "It is said in 1843 [3].               | There is no passage 3.",
                "It is said in 1843 [0].               | There is no passage 0.",
                "In 1843 someone ordered 13 [1, 2].    | The number 13 does not occur in the cited passages."
            })
    void whatDoesNotIsMarkedAndSaysWhy(String sentence, String problem) {
        assertThat(only(sentence).status()).isEqualTo(Status.FAILED);
        assertThat(only(sentence).problem()).isEqualTo(problem);
    }

    @Test
    void aStatementThatCitesNothingIsMarked() {
        List<Citation> citations =
                CitationCheck.check("Ada wrote it in 1843 [1]. She was a poet's daughter.", PASSAGES);

        assertThat(citations).extracting(Citation::status).containsExactly(Status.PASSED, Status.UNCITED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# The programs",
                "Here is what I found:",
                "Shall I go on with this?",
                "Sure thing.",
                "The passages do not answer this."
            })
    void whatStatesNothingNeedsNoCitation(String sentence) {
        assertThat(CitationCheck.check(sentence, PASSAGES)).isEmpty();
    }

    @Test
    void marksAreReadWithTheirSentence() {
        List<Citation> citations =
                CitationCheck.check("Ada wrote it in 1843. [1] Grace ordered 12. [2, 1][1]", PASSAGES);

        assertThat(citations).extracting(Citation::passages).containsExactly(List.of(1), List.of(2, 1));
    }

    @Test
    void aQuotationOfSeveralSentencesIsOneClaim() {
        String row = "**Order 7** — customer: Grace. And nobody else; quantity: 12 [2]";

        assertThat(CitationCheck.checkWhole(List.of(row), PASSAGES))
                .singleElement()
                .satisfies(citation -> assertThat(citation.status()).isEqualTo(Status.PASSED))
                .satisfies(citation -> assertThat(citation.sentence()).isEqualTo(row));
        assertThat(CitationCheck.checkWhole(List.of("**Order 7** — quantity: 13 [2]"), PASSAGES))
                .extracting(Citation::status)
                .containsExactly(Status.FAILED);
    }

    private static Citation only(String sentence) {
        List<Citation> citations = CitationCheck.check(sentence, PASSAGES);
        assertThat(citations).hasSize(1);
        return citations.getFirst();
    }
}
