package io.tabletalk.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Cases computed by hand.
class MetricsTest {

    private static final Offset<Double> EXACT = within(1e-9);

    @Test
    void perfectRankingScoresOne() {
        Metrics metrics = new Metrics(List.of("a", "b", "x"), Map.of("a", 1, "b", 1));

        assertThat(metrics.ndcgAt10()).isEqualTo(1, EXACT);
        assertThat(metrics.recallAt5()).isEqualTo(1, EXACT);
        assertThat(metrics.mrrAt10()).isEqualTo(1, EXACT);
    }

    @Test
    void nothingFoundScoresZero() {
        Metrics metrics = new Metrics(List.of(), Map.of("a", 1));

        assertThat(metrics.ndcgAt10()).isZero();
        assertThat(metrics.recallAt100()).isZero();
        assertThat(metrics.mrrAt10()).isZero();
    }

    @Test
    void ndcgDiscountsByTheLogarithmOfTheRank() {
        // Gain at rank 2 and 3: 1/log2(3) + 1/log2(4) = 0.63093 + 0.5; ideal: 1 + 0.63093.
        Metrics metrics = new Metrics(List.of("x", "a", "b"), Map.of("a", 1, "b", 1));

        assertThat(metrics.ndcgAt10()).isEqualTo((0.6309297535714575 + 0.5) / 1.6309297535714575, EXACT);
        assertThat(metrics.mrrAt10()).isEqualTo(0.5, EXACT);
    }

    @Test
    void ndcgGainsByTheGrade() {
        // 1 + 3/log2(3) over 3 + 1/log2(3).
        Metrics metrics = new Metrics(List.of("low", "high"), Map.of("high", 3, "low", 1));

        assertThat(metrics.ndcgAt10()).isEqualTo((1 + 3 * 0.6309297535714575) / (3 + 0.6309297535714575), EXACT);
    }

    @Test
    void ndcgAndReciprocalRankEndAtRankTen() {
        List<String> ranking = new ArrayList<>(fillers(10));
        ranking.add("a");
        Metrics eleventh = new Metrics(ranking, Map.of("a", 1));
        Metrics tenth = new Metrics(ranking.subList(1, 11), Map.of("a", 1));

        assertThat(eleventh.ndcgAt10()).isZero();
        assertThat(eleventh.mrrAt10()).isZero();
        assertThat(tenth.ndcgAt10()).isEqualTo(Math.log(2) / Math.log(11), EXACT);
        assertThat(tenth.mrrAt10()).isEqualTo(0.1, EXACT);
    }

    @Test
    void recallCountsTheRelevantWithinItsDepth() {
        List<String> ranking = new ArrayList<>(List.of("a", "x1", "x2", "x3", "x4", "b"));
        ranking.addAll(fillers(94));
        ranking.add("c"); // rank 101
        Metrics metrics = new Metrics(ranking, Map.of("a", 1, "b", 2, "c", 1, "not", 0));

        assertThat(metrics.recallAt5()).isEqualTo(1.0 / 3, EXACT);
        assertThat(metrics.recallAt100()).isEqualTo(2.0 / 3, EXACT);
    }

    @Test
    void documentJudgedIrrelevantGainsNothing() {
        Metrics metrics = new Metrics(List.of("not", "a"), Map.of("a", 1, "not", 0));

        assertThat(metrics.mrrAt10()).isEqualTo(0.5, EXACT);
    }

    @Test
    void meanIsTakenOverQuestions() {
        Metrics hit = new Metrics(List.of("a"), Map.of("a", 1));
        Metrics miss = new Metrics(List.of("x"), Map.of("a", 1));

        Metrics.Mean mean = Metrics.Mean.of(List.of(hit, miss));

        assertThat(mean).isEqualTo(new Metrics.Mean(0.5, 0.5, 0.5, 0.5, 2));
    }

    private static List<String> fillers(int count) {
        return IntStream.range(0, count).mapToObj(i -> "filler" + i).toList();
    }
}
