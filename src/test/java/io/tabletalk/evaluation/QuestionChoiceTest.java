package io.tabletalk.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionChoiceTest {

    @Test
    void theSameSeedChoosesTheSameQuestionsInTheirOrder() {
        Map<String, String> chosen = new QuestionChoice("test", 20, 7).of(questions(100));

        assertThat(chosen).hasSize(20).isEqualTo(new QuestionChoice("test", 20, 7).of(questions(100)));
        assertThat(chosen.keySet())
                .containsExactlyElementsOf(chosen.keySet().stream().sorted().toList());
        assertThat(chosen).isNotEqualTo(new QuestionChoice("test", 20, 8).of(questions(100)));
    }

    @Test
    void noughtAndMoreThanThereAreChooseAll() {
        assertThat(new QuestionChoice("test", 0, 7).of(questions(5))).hasSize(5);
        assertThat(new QuestionChoice("test", 9, 7).of(questions(5))).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../train", "a/b"})
    void judgementsAreTheNameOfAFile(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new QuestionChoice(name, 0, 0))
                .withMessageContaining("qrels");
    }

    private static Map<String, String> questions(int count) {
        Map<String, String> questions = new LinkedHashMap<>();
        IntStream.range(100, 100 + count).forEach(number -> questions.put("q" + number, "text"));
        return questions;
    }
}
