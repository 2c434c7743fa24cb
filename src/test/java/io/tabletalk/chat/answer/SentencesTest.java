package io.tabletalk.chat.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SentencesTest {

    @Test
    void cutsAtTheEndOfSentencesAndLines() {
        assertThat(texts("One is here. Two is there!\nThree has no full stop\n\nFour?"))
                .containsExactly("One is here.", "Two is there!", "Three has no full stop", "Four?");
    }

    @Test
    void doesNotCutAfterAnAbbreviationOrAnInitial() {
        assertThat(texts("Dr. J. Smith met Mr. Brown. They talked."))
                .containsExactly("Dr. J. Smith met Mr. Brown.", "They talked.");
    }

    @Test
    void keepsMarksWithTheSentenceTheyFollow() {
        assertThat(texts("The sky is blue. [1] Grass is green [2]. Snow is white.[1, 3]"))
                .containsExactly("The sky is blue. [1]", "Grass is green [2].", "Snow is white.[1, 3]");
    }

    @Test
    void aQuotationStaysWhole() {
        assertThat(texts("She said: “One. Two.” [1] Then she left."))
                .containsExactly("She said: “One. Two.” [1]", "Then she left.");
    }

    @Test
    void cutsChineseWithoutSpaces() {
        assertThat(texts("天空是蓝色的。草是绿色的。")).containsExactly("天空是蓝色的。", "草是绿色的。");
    }

    @Test
    void numbersWithPointsStayWhole() {
        assertThat(texts("It costs 3.50 in version 2.0.1 today. Yes.")).hasSize(2);
    }

    @Test
    void saysWhereEachSentenceStands() {
        String text = "  First one.  Second one.\n Third.";

        for (Sentences.Sentence sentence : Sentences.split(text)) {
            assertThat(text.substring(sentence.start(), sentence.end())).isEqualTo(sentence.text());
        }
    }

    @Test
    void anEmptyTextHasNone() {
        assertThat(texts("")).isEmpty();
        assertThat(texts(" \n ")).isEmpty();
    }

    private static List<String> texts(String text) {
        return Sentences.split(text).stream().map(Sentences.Sentence::text).toList();
    }
}
