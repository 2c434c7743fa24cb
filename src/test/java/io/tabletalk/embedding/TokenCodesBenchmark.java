package io.tabletalk.embedding;

import io.tabletalk.embedding.EmbeddingEngine.TokenVectors;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Making the codes of a passage's tokens, and comparing a question with the passages that a search looks at again.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TokenCodesBenchmark {

    private static final int DIMENSIONS = 384;
    private static final int TOKENS = 155;
    private static final int QUESTION_TOKENS = 15;
    private static final int PASSAGES = 30;

    private final Random random = new Random(7);
    private final float[] centre = vector();
    private final float[][] passage =
            IntStream.range(0, TOKENS).mapToObj(token -> vector()).toArray(float[][]::new);
    private final TokenVectors question = new TokenVectors(
            IntStream.range(0, QUESTION_TOKENS).mapToObj(token -> vector()).toArray(float[][]::new),
            new int[QUESTION_TOKENS],
            new int[QUESTION_TOKENS]);
    private final List<TokenCodes> passages =
            IntStream.range(0, PASSAGES).mapToObj(number -> codesOfAPassage()).toList();

    private float[] vector() {
        float[] vector = new float[DIMENSIONS];
        for (int d = 0; d < DIMENSIONS; d++) {
            vector[d] = (float) random.nextGaussian() / 20;
        }
        return vector;
    }

    @Benchmark
    public TokenCodes codesOfAPassage() {
        TokenCodes.Builder codes = new TokenCodes.Builder(TOKENS, centre);
        for (float[] vector : passage) {
            codes.add(vector);
        }
        return codes.build();
    }

    @Benchmark
    public float questionWithThirtyPassages() {
        QuestionTokens tokens = new QuestionTokens(question);
        float sum = 0;
        for (TokenCodes each : passages) {
            sum += tokens.greatestLikeness(each)[0];
        }
        return sum;
    }
}
