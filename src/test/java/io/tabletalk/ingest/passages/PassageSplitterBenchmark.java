package io.tabletalk.ingest.passages;

import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.embedding.EmbeddingEngineAccess;
import io.tabletalk.knowledge.Document;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.Metadata;
import io.tabletalk.knowledge.Passage;
import io.tabletalk.knowledge.Place;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.testing.bench.SampleText;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// Cutting a handbook of a few pages into passages, counting its tokens included.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PassageSplitterBenchmark {

    private final EmbeddingEngine engine = EmbeddingEngineAccess.open();
    private final PassageSplitter splitter = new PassageSplitter(engine, 256, 32);
    private final Document document = new Document(
            new DocumentKey(new SourceId("bench"), "handbook"),
            "Riders' handbook",
            SampleText.document(),
            Metadata.EMPTY,
            Place.WHOLE);

    @TearDown
    public void close() {
        engine.close();
    }

    @Benchmark
    public List<Passage> split() {
        return splitter.split(document);
    }
}
