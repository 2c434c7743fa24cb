package io.tabletalk.embedding;

import ai.onnxruntime.OrtException;
import io.tabletalk.testing.bench.SampleText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// all-MiniLM-L6-v2 in eight bits for one text on one core, pooling included, tokenizing not.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ForwardPassBenchmark {

    private static final int PASSAGE_TOKENS = 155;

    @Param({"onednn", "onnxruntime"})
    @SuppressWarnings("NullAway.Init") // given before anything is called
    public String runtime;

    @Param({"question", "passage"})
    @SuppressWarnings("NullAway.Init")
    public String text;

    @SuppressWarnings("NullAway.Init")
    private LoadedModel model;

    @SuppressWarnings("NullAway.Init")
    private List<long[]> ids;

    @Setup
    public void open() throws IOException, OrtException {
        Path folder = EmbeddingEngineAccess.natives();
        NativeLibraries.unpackInto(folder);
        KnownLocalModel miniLm = new KnownLocalModel(
                KnownModel.MINI_LM, Precision.INT8, EightBitRuntime.of(runtime), null, folder, folder);
        model = miniLm.open(folder);
        try (InputStream tokenizer = KnownLocalModel.shippedTokenizer();
                Wordpieces wordpieces = new Wordpieces(tokenizer, 256)) {
            ids = List.of(
                    text.equals("question")
                            ? wordpieces.ids(SampleText.question())
                            : Arrays.copyOf(wordpieces.ids(SampleText.document()), PASSAGE_TOKENS));
        }
    }

    @TearDown
    public void close() {
        model.close();
    }

    @Benchmark
    public List<float[]> embed() {
        return model.embed(ids);
    }
}
