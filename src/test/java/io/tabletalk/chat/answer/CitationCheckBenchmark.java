package io.tabletalk.chat.answer;

import io.tabletalk.chat.Passages;
import io.tabletalk.index.Hit;
import io.tabletalk.testing.bench.SampleText;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Checking an answer of six sentences, with quotations and numbers, against five passages.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CitationCheckBenchmark {

    private static final String ANSWER = """
            The handbook says “%s” [1]. It costs 14.50 euros, paid on 9 June 2025 [2]. Whoever returns it late pays for \
            each hour [1, 3]. The rest of it stands in the third passage, “%s”, in the same words [3]. There are 42 of \
            them at 5 stations [4]. Nothing more is said of this in what was found [5].""";

    private final List<Hit> passages = IntStream.range(0, 5)
            .mapToObj(number -> Passages.hit("Part " + number, SampleText.passage()))
            .toList();
    private final String answer = ANSWER.formatted(
            SampleText.passage().substring(100, 160), SampleText.passage().substring(300, 380));

    @Benchmark
    public List<Citation> check() {
        return CitationCheck.check(answer, passages);
    }
}
