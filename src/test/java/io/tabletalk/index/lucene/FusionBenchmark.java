package io.tabletalk.index.lucene;

import io.tabletalk.index.SearchQuery;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Making one score of two for the hundred candidates of a search.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class FusionBenchmark {

    private static final int CANDIDATES = 100;

    private final Fusion fusion = new Fusion(SearchQuery.Mode.HYBRID, 0.38, 25, new Clarity(1, 0.5));
    private final double[] cosines = new Random(7).doubles(CANDIDATES).toArray();
    private final double[] keywords = new Random(8).doubles(CANDIDATES, 0, 20).toArray();
    private final double[] scores = new double[CANDIDATES];

    @Benchmark
    public double[] hundredCandidates() {
        for (int candidate = 0; candidate < CANDIDATES; candidate++) {
            scores[candidate] = fusion.score(cosines[candidate], keywords[candidate]);
        }
        return scores;
    }
}
