package io.tabletalk.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ClarityTest {

    private static final double DENSE_WEIGHT = 0.4;
    private static final double CHANCE = 10;

    @Test
    void cosinesCountInFullWhereOneIsFarAboveTheOthers() {
        Clarity clarity = clarity(new double[] {0.8, 0.2, 0.1}, new double[] {0, 20, 0});

        assertThat(clarity.tempered(0.2)).isCloseTo(0.2, within(1e-9));
    }

    @Test
    void cosinesThatLieTogetherCountLessWhereOnePassageStandsOutByWords() {
        Clarity clarity = clarity(new double[] {0.62, 0.6, 0.58}, new double[] {0, 20, 1});

        assertThat(clarity.tempered(0.6)).isBetween(0.61, 0.62);
    }

    @Test
    void theyCountMoreWhereTheWordsMayBeThereByChance() {
        double[] cosines = {0.62, 0.6, 0.58};

        double byChance = clarity(cosines, new double[] {0, 2, 0}).share();
        double byWords = clarity(cosines, new double[] {0, 20, 0}).share();

        assertThat(byChance).isGreaterThan(byWords);
    }

    @Test
    void theyCountMoreWhereManyPassagesHoldTheWords() {
        double[] cosines = {0.62, 0.6, 0.58};

        double held = clarity(cosines, new double[] {18, 20, 19}).share();
        double standsOut = clarity(cosines, new double[] {1, 20, 0}).share();

        assertThat(held).isGreaterThan(standsOut);
    }

    @Test
    void theBestCosineStaysAndTheOrderOfCosinesToo() {
        Clarity clarity = clarity(new double[] {0.62, 0.6, 0.58}, new double[] {0, 20, 0});

        assertThat(clarity.tempered(0.62)).isCloseTo(0.62, within(1e-9));
        assertThat(clarity.tempered(0.58)).isBetween(0.58, clarity.tempered(0.6));
    }

    @Test
    void cosinesCountInFullWithoutWords() {
        assertThat(clarity(new double[] {0.5, 0.4}, new double[] {0, 0}).share())
                .isEqualTo(1);
        assertThat(clarity(new double[0], new double[0]).share()).isEqualTo(1);
    }

    @Test
    void passagesWithoutVectorsAreRankedByWords() {
        Clarity clarity = clarity(new double[] {0, 0}, new double[] {5, 20});

        assertThat(clarity.tempered(0)).isZero();
    }

    private static Clarity clarity(double[] cosines, double[] keywords) {
        return Clarity.of(cosines, keywords, DENSE_WEIGHT, CHANCE);
    }
}
