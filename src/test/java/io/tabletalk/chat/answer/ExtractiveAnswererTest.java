package io.tabletalk.chat.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.chat.Passages;
import io.tabletalk.chat.WordVectors;
import io.tabletalk.chat.answer.Citation.Status;
import io.tabletalk.index.Hit;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExtractiveAnswererTest {

    private final WordVectors vectors = new WordVectors();
    private final ExtractiveAnswerer answerer = new ExtractiveAnswerer(new QuotableRanking(vectors));

    private final List<Hit> prose = List.of(
            Passages.hit(
                    "Rivers",
                    "Rivers are long. The Danube flows through ten countries. It ends in the Black Sea.",
                    1.2),
            Passages.hit("Lakes", "Lakes are deep. Lake Baikal holds a fifth of all fresh water.", 0.4));

    @Test
    void theSentenceThatAnswersComesFirstWithItsCitation() {
        List<String> quotes = quote("Through how many countries does the Danube flow?", prose);

        assertThat(quotes.getFirst())
                .contains("The Danube flows through ten countries.")
                .endsWith("” [1]");
    }

    @Test
    void aLowerPassageIsQuotedWhenItAnswersBetter() {
        List<String> quotes = quote("How much fresh water does Lake Baikal hold?", prose);

        assertThat(quotes.getFirst())
                .contains("Lake Baikal holds a fifth of all fresh water.")
                .endsWith("[2]");
    }

    @Test
    void linesOfARowAreQuotedUnderItsTitle() {
        Hit row = Passages.hit(
                "ACADEMY DINOSAUR", "description: A drama of a scientist in the Rockies\nrating: PG\nlength: 86");

        List<String> quotes = quote("What is the rating of Academy Dinosaur?", List.of(row));

        assertThat(quotes)
                .singleElement()
                .asString()
                .startsWith("**ACADEMY DINOSAUR** — ")
                .contains("rating: PG");
    }

    @Test
    void everyQuotationPassesTheCitationCheck() {
        String answer = String.join("\n\n", quote("What do rivers and lakes hold?", prose));

        assertThat(CitationCheck.check(answer, prose))
                .isNotEmpty()
                .extracting(Citation::status)
                .containsOnly(Status.PASSED);
    }

    @Test
    void theSameQuestionGetsTheSameAnswer() {
        assertThat(quote("Where does the Danube end?", prose)).isEqualTo(quote("Where does the Danube end?", prose));
    }

    @Test
    void passagesWithoutTextGiveNoQuotes() {
        assertThat(quote("anything", List.of(Passages.hit("Empty", "")))).isEmpty();
    }

    private List<String> quote(String question, List<Hit> hits) {
        return answerer.quote(question, vectors.embedQuestion(question), hits);
    }
}
