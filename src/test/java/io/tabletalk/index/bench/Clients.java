package io.tabletalk.index.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/// Those who search: one who waits for each answer, or several at once.
final class Clients {

    private static final long NANOSECONDS = 1_000_000_000L;

    private Clients() {}

    /// @param sorted nanoseconds each
    record Delays(long[] sorted) {

        double milliseconds(double percentile) {
            return sorted[(int) Math.min(sorted.length - 1, sorted.length * percentile / 100)] / 1e6;
        }
    }

    static Delays oneAtATime(int questions, IntConsumer ask) {
        long[] nanoseconds = new long[questions];
        for (int question = 0; question < questions; question++) {
            long begin = System.nanoTime();
            ask.accept(question);
            nanoseconds[question] = System.nanoTime() - begin;
        }
        Arrays.sort(nanoseconds);
        return new Delays(nanoseconds);
    }

    /// @return answers per second
    static double together(int clients, int seconds, int questions, IntConsumer ask) throws Exception {
        long begin = System.nanoTime();
        long end = begin + seconds * NANOSECONDS;
        List<Callable<Integer>> all = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            int first = client * questions / clients;
            all.add(() -> askUntil(end, first, questions, ask));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            int answers = 0;
            for (Future<Integer> answered : threads.invokeAll(all)) {
                answers += answered.get();
            }
            return answers * (double) NANOSECONDS / (System.nanoTime() - begin);
        }
    }

    private static int askUntil(long end, int first, int questions, IntConsumer ask) {
        int asked = 0;
        while (System.nanoTime() < end) {
            ask.accept((first + asked++) % questions);
        }
        return asked;
    }
}
