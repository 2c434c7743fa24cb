package io.tabletalk.testing.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.LongStream;

/// Those who search: one who waits for each answer, or several at once.
public final class Clients {

    private static final long NANOSECONDS = 1_000_000_000L;

    private Clients() {}

    /// @param sorted nanoseconds each
    public record Delays(long[] sorted) {

        /// Of any order.
        public static Delays of(LongStream nanoseconds) {
            return new Delays(nanoseconds.sorted().toArray());
        }

        /// @param percentile 0 to 100
        public double milliseconds(double percentile) {
            return sorted[(int) Math.min(sorted.length - 1, sorted.length * percentile / 100)] / 1e6;
        }
    }

    /// How long each question takes one who waits for its answer.
    public static Delays oneAtATime(int questions, IntConsumer ask) {
        long[] nanoseconds = new long[questions];
        for (int question = 0; question < questions; question++) {
            long begin = System.nanoTime();
            ask.accept(question);
            nanoseconds[question] = System.nanoTime() - begin;
        }
        Arrays.sort(nanoseconds);
        return new Delays(nanoseconds);
    }

    /// The same questions again and again for so many seconds.
    ///
    /// @return answers per second
    public static double together(int clients, int seconds, int questions, IntConsumer ask) throws Exception {
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

    /// Each question once, the next one as soon as a client is answered.
    ///
    /// @return answers per second
    public static double each(int clients, int questions, IntConsumer ask) throws Exception {
        AtomicInteger next = new AtomicInteger();
        Callable<Void> client = () -> {
            for (int question = next.getAndIncrement(); question < questions; question = next.getAndIncrement()) {
                ask.accept(question);
            }
            return null;
        };
        long begin = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            for (Future<Void> ended : threads.invokeAll(Collections.nCopies(clients, client))) {
                ended.get();
            }
        }
        return questions * (double) NANOSECONDS / (System.nanoTime() - begin);
    }

    private static int askUntil(long end, int first, int questions, IntConsumer ask) {
        int asked = 0;
        while (System.nanoTime() < end) {
            ask.accept((first + asked++) % questions);
        }
        return asked;
    }
}
