package io.tabletalk.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `worker`
@Command(
        name = "worker",
        mixinStandardHelpOptions = true,
        description = {"Runs a part of the pipeline's work, in addition to the server and other workers.", ""},
        footer = {
            "",
            "The server and its workers share Kafka (TABLETALK_PIPELINE_TRANSPORT=kafka,",
            "KAFKA_BOOTSTRAP_SERVERS) and a PostgreSQL database (TABLETALK_STATE_URL).",
            "A worker answers /health, /status and /metrics, nothing else. It may be",
            "killed at any time: another one finishes what it was at.",
            "",
            "One that reads sources needs the folders that they name, and the data directory",
            "of the server for what was uploaded.",
            "",
            "Examples:",
            "  ./tabletalk worker --roles embedding --concurrency 4",
            "  ./tabletalk worker --roles ingestion,embedding --port 8001"
        })
final class WorkerCommand implements Callable<Integer> {

    private static final int MOST_THREADS = 64;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ServeOptions options;

    @Option(
            names = "--roles",
            paramLabel = "ROLES",
            split = ",",
            defaultValue = "ingestion,embedding",
            description = "What it does, separated by commas: ingestion (reads sources), embedding, index (brings the"
                    + " index up to date), status (counts). Default: ${DEFAULT-VALUE}.")
    private List<WorkerRole> roles = List.of();

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "How much it does at once: parts read of a source, groups of documents embedded."
                    + " Default: INGESTION_WORKERS and EMBEDDING_WORKERS.")
    private @Nullable Integer concurrency;

    private final Serving serving;

    WorkerCommand(Serving serving) {
        this.serving = serving;
    }

    /// As `tabletalk.roles` names them.
    enum WorkerRole {
        INGESTION,
        EMBEDDING,
        INDEX,
        STATUS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() throws Exception {
        if (concurrency != null && (concurrency < 1 || concurrency > MOST_THREADS)) {
            throw new ParameterException(
                    command.commandLine(), "--concurrency is a number from 1 to " + MOST_THREADS + ".");
        }
        return serving.work(options, roles.stream().map(WorkerRole::toString).toList(), concurrency);
    }
}
