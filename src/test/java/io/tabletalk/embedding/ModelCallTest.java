package io.tabletalk.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.embedding.ModelCall.NumberedText;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModelCallTest {

    @Test
    void textsOfLikeLengthGoTogetherAndNoCallExceedsTheTokens() {
        assertThat(calls(100, 3, 100, 10, 9, 40)).containsExactly(List.of(0, 2), List.of(5, 3, 4, 1));
    }

    @Test
    void longTextGetsACallOfItsOwn() {
        assertThat(calls(7, 256, 7)).containsExactly(List.of(1), List.of(0, 2));
    }

    @Test
    void noTextsAreNoCalls() {
        assertThat(calls()).isEmpty();
    }

    /// The numbers of the texts in each call of at most 200 tokens.
    private static List<List<Integer>> calls(int... lengths) {
        List<NumberedText> texts = IntStream.range(0, lengths.length)
                .mapToObj(i -> new NumberedText(i, new long[lengths[i]]))
                .toList();
        return ModelCall.group(texts, 200).stream()
                .map(call -> call.texts().stream().map(NumberedText::number).toList())
                .toList();
    }
}
