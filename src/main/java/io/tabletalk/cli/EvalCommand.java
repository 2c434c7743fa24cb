package io.tabletalk.cli;

import io.tabletalk.evaluation.Evaluation;
import io.tabletalk.evaluation.EvaluationException;
import io.tabletalk.index.SearchQuery.Mode;
import io.tabletalk.state.DataDirectory;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `eval`
@Command(
        name = "eval",
        mixinStandardHelpOptions = true,
        description = {
            "Measures how well questions find their documents, on a test collection in the",
            "BEIR layout: corpus.jsonl, queries.jsonl, qrels/test.tsv. The collection is",
            "indexed in a temporary folder; your own data is not touched. The last line is",
            "one JSON object.",
            ""
        },
        footer = {"", "Example:", "  ./tabletalk eval scifact --mode keyword"})
final class EvalCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Surroundings surroundings;

    @Parameters(paramLabel = "DIR", description = "The folder of the collection.")
    private Path directory = Path.of("");

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "hybrid",
            description = "hybrid, dense (meaning only) or keyword (words only). Default: ${DEFAULT-VALUE}")
    private Mode mode = Mode.HYBRID;

    EvalCommand(Terminal terminal, Surroundings surroundings) {
        this.terminal = terminal;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Path natives = new DataDirectory(surroundings.dataDirectory(null)).cache();
        Path collection = surroundings.workingDirectory().resolve(directory);
        try (Evaluation evaluation = Evaluation.prepare(collection, natives, terminal::problem)) {
            terminal.line(evaluation.measure(mode).toJson());
            return ExitCode.OK;
        } catch (EvaluationException e) {
            terminal.problem(String.valueOf(e.getMessage()));
            return ExitCode.FAILED;
        }
    }
}
