package io.tabletalk.cli;

import io.tabletalk.embedding.EmbeddingCache;
import io.tabletalk.embedding.EmbeddingCaches;
import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.embedding.EmbeddingEngines;
import io.tabletalk.evaluation.Evaluation;
import io.tabletalk.evaluation.EvaluationException;
import io.tabletalk.evaluation.QuestionChoice;
import io.tabletalk.index.SearchQuery.Mode;
import io.tabletalk.retrieval.Reranking;
import io.tabletalk.state.DataDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
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
            "is needed. The last line is one JSON object; each mode and each way to look again",
            "at the results has its line. From the second on, it also names the best before it",
            "(baseline), by how much its nDCG@10 differs (difference), and how probable it is",
            "that chance alone makes that much or more between these two (p_value).",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  ./tabletalk eval scifact",
            "  ./tabletalk eval scifact --mode keyword | tail -n 1 | jq .ndcg_at_10",
            "  ./tabletalk eval scifact --mode keyword,dense,hybrid",
            "  ./tabletalk eval scifact --rerank off,auto --keep-vectors vectors.db",
            "  ./tabletalk eval scifact --judgements train --questions 500 --seed 7",
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
            split = ",",
            description = "How the best passages are looked at again: auto, as the server does, that is those found"
                    + " by both words and meaning; late-interaction, in every mode; off, not at all. Of several,"
                    + " separated by commas, each is measured. Default: ${DEFAULT-VALUE}")
    private List<String> rerank = List.of(Reranking.AUTO.toString());

    @Option(
            names = "--judgements",
            paramLabel = "NAME",
            description = "The file in qrels that says which documents are relevant, without .tsv."
                    + " Default: ${DEFAULT-VALUE}")
    private String judgements = QuestionChoice.ALL.judgements();

    @Option(
            names = "--questions",
            paramLabel = "N",
            description = "Ask only so many of the questions, chosen at random; 0 asks all. Default: ${DEFAULT-VALUE}")
    private int questions;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of the random choice of questions. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(
            names = "--keep-vectors",
            paramLabel = "FILE",
            description = "Keep the vectors of passages in this file, with their tokens unless --rerank is off, and"
                    + " take from it what is there.")
    private @Nullable Path vectors;

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
        List<Reranking> rerankings = rerankings();
        QuestionChoice choice = choice();
        Path directory = surroundings.workingDirectory().resolve(collection).normalize();
        try (EmbeddingCache cache = cache();
                Evaluation evaluation = Evaluation.prepare(
                        directory, choice, this::engine, cache, useTokens(rerankings), terminal::problem)) {
            for (Mode mode : modes) {
                rerankings.stream()
                        .map(reranking -> reranking.in(mode))
                        .distinct()
                        .forEach(reranking -> terminal.line(
                                evaluation.measure(mode, reranking).toJson()));
            }
            return ExitCode.OK;
        } catch (EvaluationException unusable) {
            throw new CommandFailure(ExitCode.FAILED, String.valueOf(unusable.getMessage()));
        }
    }

    private static boolean useTokens(List<Reranking> rerankings) {
        return rerankings.stream().anyMatch(reranking -> reranking != Reranking.OFF);
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

    private EmbeddingCache cache() {
        if (vectors == null) {
            return EmbeddingCache.NONE;
        }
        try {
            return EmbeddingCaches.open(
                    surroundings.workingDirectory().resolve(vectors).normalize());
        } catch (IllegalStateException unusable) {
            throw new CommandFailure(ExitCode.FAILED, String.valueOf(unusable.getMessage()));
        }
    }

    private List<Reranking> rerankings() {
        return understood(() -> rerank.stream().map(Reranking::of).toList());
    }

    private QuestionChoice choice() {
        return understood(() -> new QuestionChoice(judgements, questions, seed));
    }

    private static <T> T understood(Supplier<T> option) {
        try {
            return option.get();
        } catch (IllegalArgumentException unknown) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(unknown.getMessage()));
        }
    }
}
