package io.tabletalk.cli;

import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.embedding.EmbeddingEngines;
import io.tabletalk.evaluation.Evaluation;
import io.tabletalk.evaluation.EvaluationException;
import io.tabletalk.index.SearchQuery.Mode;
import io.tabletalk.retrieval.Reranking;
import io.tabletalk.state.DataDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `eval`
@Command(
        name = "eval",
        mixinStandardHelpOptions = true,
        description = {
            "Measures on a test collection how well questions find their documents.",
            "The collection has the BEIR layout: corpus.jsonl, queries.jsonl, qrels/test.tsv.",
            "It is indexed in a temporary folder; your own data is not touched, and no server",
            "is needed. The last line is one JSON object; of several modes, each has its line.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  ./tabletalk eval scifact",
            "  ./tabletalk eval scifact --mode keyword | tail -n 1 | jq .ndcg_at_10",
            "  ./tabletalk eval scifact --mode keyword,dense,hybrid",
            "  ./tabletalk eval scifact --model bge-small-en-v1.5",
            "  ./tabletalk eval scifact --model /path/to/a/folder/with/model.onnx"
        })
final class EvalCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Surroundings surroundings;

    @Parameters(paramLabel = "DIR", description = "The folder of the test collection.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path collection;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            split = ",",
            description = "How to search: ${COMPLETION-CANDIDATES}, in any case; of several, separated by commas, each"
                    + " is measured on the same index. Default: HYBRID")
    private List<Mode> modes = List.of(Mode.HYBRID);

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "The embedding model: a name, or a folder with model.onnx and tokenizer.json."
                    + " Default: ${DEFAULT-VALUE}")
    private String model = EmbeddingEngines.DEFAULT_MODEL;

    @Option(
            names = "--precision",
            paramLabel = "PRECISION",
            description = "In which numbers the model computes: auto, fp32 or int8. Default: ${DEFAULT-VALUE}")
    private String precision = "auto";

    @Option(
            names = "--rerank",
            paramLabel = "HOW",
            description = "Whether the best 20 passages are looked at again: off or late-interaction."
                    + " Default: ${DEFAULT-VALUE}")
    private String rerank = Reranking.OFF.toString();

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "The data directory, for weights, prepared models and native libraries alone."
                    + " Default: TABLETALK_DATA_DIR, or 'data' in the project folder.")
    private @Nullable Path dataDirectory;

    EvalCommand(Terminal terminal, Surroundings surroundings) {
        this.terminal = terminal;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Reranking reranking = reranking();
        Path directory = surroundings.workingDirectory().resolve(collection).normalize();
        try (Evaluation evaluation = Evaluation.prepare(directory, this::engine, terminal::problem)) {
            for (Mode mode : modes) {
                terminal.line(evaluation.measure(mode, reranking).toJson());
            }
            return ExitCode.OK;
        } catch (EvaluationException unusable) {
            throw new CommandFailure(ExitCode.FAILED, String.valueOf(unusable.getMessage()));
        }
    }

    private EmbeddingEngine engine() {
        Path folder = surroundings.workingDirectory().resolve(model);
        String place = Files.isDirectory(folder) ? folder.normalize().toString() : model;
        try {
            return EmbeddingEngines.open(
                    place, precision, new DataDirectory(surroundings.dataDirectory(dataDirectory)));
        } catch (IllegalArgumentException | IllegalStateException unusable) {
            throw new CommandFailure(ExitCode.FAILED, String.valueOf(unusable.getMessage()));
        }
    }

    private Reranking reranking() {
        try {
            return Reranking.of(rerank);
        } catch (IllegalArgumentException unknown) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(unknown.getMessage()));
        }
    }
}
