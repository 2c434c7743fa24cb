package io.tabletalk.index.bench;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// The nearest passages of each question by comparing it with every passage.
final class ExactSearch {

    private final List<float[]> questions;
    private final int wanted;
    private final List<PriorityQueue<Near>> best;

    private record Near(int passage, float cosine) {}

    private ExactSearch(List<float[]> questions, int wanted) {
        this.questions = questions;
        this.wanted = wanted;
        this.best = questions.stream()
                .map(question -> new PriorityQueue<>(Comparator.comparingDouble(Near::cosine)))
                .toList();
    }

    /// @param passages gives the vector of each
    /// @return for each question, the numbers of the nearest passages
    static List<int[]> nearest(List<float[]> questions, int count, IntFunction<float[]> passages, int wanted) {
        ExactSearch search = IntStream.range(0, count)
                .parallel()
                .collect(
                        () -> new ExactSearch(questions, wanted),
                        (part, passage) -> part.compare(passage, passages.apply(passage)),
                        ExactSearch::join);
        return search.best.stream()
                .map(near -> near.stream().mapToInt(Near::passage).toArray())
                .toList();
    }

    private void compare(int passage, float[] vector) {
        for (int question = 0; question < questions.size(); question++) {
            offer(question, new Near(passage, Vectors.dot(questions.get(question), vector)));
        }
    }

    private void offer(int question, Near near) {
        PriorityQueue<Near> nearest = best.get(question);
        if (nearest.size() < wanted || near.cosine() > nearest.element().cosine()) {
            nearest.add(near);
            if (nearest.size() > wanted) {
                nearest.remove();
            }
        }
    }

    private void join(ExactSearch other) {
        for (int question = 0; question < questions.size(); question++) {
            int ofOther = question;
            other.best.get(question).forEach(near -> offer(ofOther, near));
        }
    }

    /// The share of the nearest passages that were found, 0 to 1, over all questions.
    static double recall(List<int[]> nearest, List<int[]> found) {
        double hits = 0;
        double all = 0;
        for (int question = 0; question < nearest.size(); question++) {
            int[] wanted = nearest.get(question);
            int[] got = found.get(question);
            hits += Arrays.stream(wanted)
                    .filter(passage -> Arrays.stream(got).anyMatch(one -> one == passage))
                    .count();
            all += wanted.length;
        }
        return hits / all;
    }
}
