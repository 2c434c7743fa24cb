package io.tabletalk.evaluation;

import java.util.List;
import java.util.Map;

/// The usual measures of a ranking, as `trec_eval` computes them: linear gain, discount log2(rank + 1).
///
/// @param ranking  documents found, best first, each once
/// @param relevant how relevant each judged document is: 0 is not, more is more
record Metrics(List<String> ranking, Map<String, Integer> relevant) {

    private static final int TOP = 10;
    private static final int FIRST_PAGE = 5;

    /// How deep rankings are looked at.
    static final int DEPTH = 100;

    double ndcgAt10() {
        List<Integer> gains = ranking.stream()
                .limit(TOP)
                .map(document -> relevant.getOrDefault(document, 0))
                .toList();
        List<Integer> best = relevant.values().stream()
                .sorted((left, right) -> right - left)
                .limit(TOP)
                .toList();
        return discountedGain(gains) / discountedGain(best);
    }

    private static double discountedGain(List<Integer> gains) {
        double sum = 0;
        for (int i = 0; i < gains.size(); i++) {
            int rank = i + 1;
            sum += Math.max(0, gains.get(i)) * Math.log(2) / Math.log(rank + 1);
        }
        return sum;
    }

    double recallAt5() {
        return recall(FIRST_PAGE);
    }

    double recallAt100() {
        return recall(DEPTH);
    }

    private double recall(int depth) {
        long found = ranking.stream().limit(depth).filter(this::isRelevant).count();
        return (double) found / relevantCount();
    }

    double mrrAt10() {
        for (int i = 0; i < Math.min(TOP, ranking.size()); i++) {
            if (isRelevant(ranking.get(i))) {
                return 1.0 / (i + 1);
            }
        }
        return 0;
    }

    private boolean isRelevant(String document) {
        return relevant.getOrDefault(document, 0) > 0;
    }

    private long relevantCount() {
        return relevant.values().stream().filter(grade -> grade > 0).count();
    }

    /// The mean over questions.
    record Mean(double ndcgAt10, double recallAt5, double recallAt100, double mrrAt10, int queries) {

        static Mean of(List<Metrics> questions) {
            return new Mean(
                    mean(questions, Metrics::ndcgAt10),
                    mean(questions, Metrics::recallAt5),
                    mean(questions, Metrics::recallAt100),
                    mean(questions, Metrics::mrrAt10),
                    questions.size());
        }

        private static double mean(List<Metrics> questions, java.util.function.ToDoubleFunction<Metrics> measure) {
            return questions.stream().mapToDouble(measure).average().orElse(0);
        }
    }
}
