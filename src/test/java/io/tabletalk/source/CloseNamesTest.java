package io.tabletalk.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CloseNamesTest {

    @Test
    void aMistypedNameIsRecognised() {
        assertThat(CloseNames.hint("flim", List.of("actor", "film", "film_actor")))
                .isEqualTo("Did you mean 'film'?");
        assertThat(CloseNames.hint("Film", List.of("actor", "film"))).isEqualTo("Did you mean 'film'?");
    }

    @Test
    void whenNothingComesCloseTheNearestAreListed() {
        assertThat(CloseNames.hint("zzzzzz", List.of("actor", "film"))).isEqualTo("There is 'actor', 'film'.");
    }

    @Test
    void manyNamesAreCutShort() {
        List<String> names = IntStream.range(0, 12).mapToObj(i -> "table" + i).toList();
        assertThat(CloseNames.hint("x", names)).endsWith("and 7 more.");
    }

    @Test
    void nothingIsSaidWhenThereIsNothing() {
        assertThat(CloseNames.hint("x", List.of())).isEmpty();
    }
}
