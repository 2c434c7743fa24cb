package io.tabletalk.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HybridSearchTest {

    @ParameterizedTest
    @CsvSource({"0, 100", "10000, 100", "100000, 100", "400000, 200", "1000000, 316", "2147483647, 14654"})
    void candidatesGrowWithTheRootOfTheNumberOfPassages(int passages, int candidates) {
        assertThat(HybridSearch.candidatesAmong(passages)).isEqualTo(candidates);
    }

    @ParameterizedTest
    @CsvSource({"100, 400", "1600, 6400", "5056, 6400", "6400, 6400"})
    void moreAreFourTimesAsManyUpToALimit(int candidates, int more) {
        assertThat(HybridSearch.more(candidates)).isEqualTo(more);
    }
}
