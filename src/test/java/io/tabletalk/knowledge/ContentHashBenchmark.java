package io.tabletalk.knowledge;

import io.tabletalk.testing.bench.SampleText;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// What is computed of every document to tell whether it has changed.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ContentHashBenchmark {

    private final Document row = document(SampleText.passage());
    private final Document handbook = document(SampleText.document());

    private static Document document(String text) {
        return new Document(
                new DocumentKey(new SourceId("bench"), "1"),
                "Riders' handbook",
                text,
                new Metadata(Map.of("pages", 3, "language", "en", "current", true)),
                Place.WHOLE);
    }

    @Benchmark
    public String row() {
        return row.contentHash();
    }

    @Benchmark
    public String handbook() {
        return handbook.contentHash();
    }
}
