package io.tabletalk.embedding;

import io.tabletalk.embedding.EmbeddingEngine.TokenOffsets;
import io.tabletalk.testing.bench.SampleText;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// Cutting text of words met before into word pieces.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TokenizerBenchmark {

    private final String question = SampleText.question();
    private final String passage = SampleText.passage();
    private final String document = SampleText.document();

    @SuppressWarnings("NullAway.Init") // opened before anything is measured
    private Wordpieces wordpieces;

    @Setup
    public void open() throws IOException {
        NativeLibraries.unpackInto(EmbeddingEngineAccess.natives());
        try (InputStream tokenizer = KnownLocalModel.shippedTokenizer()) {
            wordpieces = new Wordpieces(tokenizer, 256);
        }
    }

    @TearDown
    public void close() {
        wordpieces.close();
    }

    @Benchmark
    public long[] question() {
        return wordpieces.ids(question);
    }

    @Benchmark
    public long[] passage() {
        return wordpieces.ids(passage);
    }

    @Benchmark
    public TokenOffsets offsetsOfDocument() {
        return wordpieces.offsets(document);
    }
}
