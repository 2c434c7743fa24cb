package io.tabletalk.chat.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.chat.Passages;
import io.tabletalk.chat.WordVectors;
import io.tabletalk.chat.answer.Citation.Status;
import io.tabletalk.index.Hit;
import io.tabletalk.knowledge.Metadata;
import io.tabletalk.knowledge.Passage;
import io.tabletalk.knowledge.Place;
import io.tabletalk.knowledge.SourcePosition;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExtractiveAnswererTest {

    private final WordVectors vectors = new WordVectors();
    private final ExtractiveAnswerer answerer = new ExtractiveAnswerer(new QuotableRanking(vectors), vectors);

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
    void aShortRowIsQuotedWholeSinceTheLineMostLikeTheQuestionOnlyRepeatsIt() {
        Hit row = Passages.hit("Inner tube", "sku: X-901\nstock: 7\nprice: 4.50");

        List<String> quotes = quote("How many X-901 are in stock?", List.of(row));

        assertThat(quotes).containsExactly("**Inner tube** — sku: X-901; stock: 7; price: 4.50 [1]");
    }

    @Test
    void ofALongRowTheLinesThatAnswerAreQuoted() {
        String notes = "notes: "
                + "Taken back late, and nobody knows why it was. ".repeat(6).strip();
        Hit row = Passages.hit("Inner tube", notes + "\nstock: 7\nprice: 4.50");

        assertThat(quote("What is the stock of the inner tube?", List.of(row)))
                .singleElement()
                .asString()
                .contains("stock: 7")
                .doesNotContain("nobody knows");
    }

    @Test
    void eachClauseOfAQuestionGetsItsQuotation() {
        List<Hit> report = List.of(
                Passages.hit("Redwing", "name: Redwing\nstatus: stolen\nnotes: Never seen again", 1.2),
                Passages.hit("What happened", "Redwing was stolen because the lock was open.", 0.6),
                Passages.hit("Late returns", "Late returns cost money.", 0.6),
                Passages.hit("What changed", "What has changed is the lock: it closes by itself.", 0.5));

        List<String> quotes = quote("Why was Redwing stolen, because of what, and what has changed since?", report);

        assertThat(quotes).anySatisfy(quote -> assertThat(quote).contains("the lock was open"));
        assertThat(quotes).anySatisfy(quote -> assertThat(quote).contains("closes by itself"));
    }

    @Test
    void aRowIsNamedAlsoWhenItHasNoHeading() {
        Hit row = new Hit(
                Passages.hit("orders.csv row 2", "").key(),
                "orders.csv row 2",
                Metadata.EMPTY,
                new Passage(0, "", "status: late\nnotes: Rain on Monday", Place.WHOLE.at(0, 34)),
                SourcePosition.readAt(Passages.READ_AT),
                1,
                1,
                1);

        assertThat(quote("Which orders are late?", List.of(row)))
                .singleElement()
                .asString()
                .startsWith("**orders.csv row 2** — status: late");
    }

    @Test
    void linesThatOnlyRepeatTheHeadingAreLeftOut() {
        Hit row = Passages.hit("Bicycle Redwing", "name: Redwing\nstatus: stolen");

        assertThat(quote("What is the status of Redwing?", List.of(row)))
                .containsExactly("**Bicycle Redwing** — status: stolen [1]");
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
    void neighbouringItemsOfAListAreNotQuotedAsIfNothingStoodBetweenThem() {
        List<Hit> list =
                List.of(Passages.hit("Checks", "1. The lights must shine by day.\n2. The lights must shine by night."));

        String quoted = String.join("\n\n", quote("When must the lights shine?", list));

        assertThat(quoted).isEqualTo("“The lights must shine by day. … The lights must shine by night.” [1]");
        assertThat(CitationCheck.check(quoted, list))
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
