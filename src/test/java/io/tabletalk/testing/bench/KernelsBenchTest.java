package io.tabletalk.testing.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

class KernelsBenchTest {

    @Test
    void theBenchmarkOfEveryKernelIsFound() {
        var silent = OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT);

        assertThat(BenchmarkList.defaultList().getAll(silent, List.of()))
                .extracting(BenchmarkListEntry::getUsername)
                .map(name -> name.replaceAll(".*\\.(\\w+)Benchmark\\.", "$1."))
                .containsExactlyInAnyOrder(
                        "CitationCheck.check",
                        "ContentHash.handbook",
                        "ContentHash.row",
                        "ForwardPass.embed",
                        "Fusion.hundredCandidates",
                        "OneDnn.attention",
                        "OneDnn.denseProduct",
                        "PassageSplitter.split",
                        "TokenCodes.codesOfAPassage",
                        "TokenCodes.questionWithThirtyPassages",
                        "Tokenizer.offsetsOfDocument",
                        "Tokenizer.passage",
                        "Tokenizer.question");
    }
}
