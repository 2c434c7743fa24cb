package io.tabletalk.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tabletalk.index.SearchQuery.Mode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FusionTest {

    @ParameterizedTest
    @CsvSource({"HYBRID, 1, 0.38", "HYBRID, 0.5, 0.19", "HYBRID, 0, 0", "DENSE, 0.5, 1", "KEYWORD, 0.5, 0"})
    void aCosineCountsWhatTheFusionSays(Mode mode, double clarity, double weight) {
        Fusion fusion = new Fusion(mode, 0.38, 25, new Clarity(0.8, clarity));

        assertThat(fusion.cosineWeight()).isCloseTo(weight, within(1e-12));
        assertThat(fusion.score(0.6, 7) - fusion.score(0.5, 7)).isCloseTo(0.1 * weight, within(1e-12));
    }
}
