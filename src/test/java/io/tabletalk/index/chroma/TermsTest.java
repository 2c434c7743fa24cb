package io.tabletalk.index.chroma;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TermsTest {

    @Test
    void codesComeFirstAndWordsThatTellNothingAreLeftOut() {
        List<Term> terms = Terms.of("Where is the order 10-4171?");

        assertThat(terms.getFirst()).isEqualTo(Term.code("10-4171"));
        assertThat(terms).contains(Term.word("order"), Term.word("4171"));
        assertThat(terms).doesNotContain(Term.word("where"), Term.word("the"), Term.word("is"));
    }

    @Test
    void aLongQuestionIsSearchedByItsMostTellingWords() {
        assertThat(Terms.of("x y ".repeat(50_000))).hasSize(2);
        assertThat(Terms.of("a".repeat(1_000_000))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "carries, The Heron can carry two crates., true",
        "carry, It carries two., true",
        "carry, A carrot., false",
        "bicycles, One bicycle., true",
        "returning, Bring it back: returned late., true",
        "class, Second class., true",
        "tea, Teapot., false",
        "straße, Die STRASSE und die Straße., true",
        "größe, Keine Grösse., false",
    })
    void aWordIsFoundInItsFormsAndNotWithinOthers(String word, String text, boolean found) {
        assertThat(Term.word(word).in(text).find()).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({
        "10-4171, See 10-4171., true",
        "10-4171, See 110-4171., false",
        "x9.27-b, invoice X9.27-B, true",
        "x9.27-b, invoice X9327-B, false",
    })
    void aCodeIsFoundWhole(String code, String text, boolean found) {
        assertThat(Term.code(code).in(text).find()).isEqualTo(found);
    }
}
