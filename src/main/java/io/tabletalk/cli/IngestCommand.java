package io.tabletalk.cli;

import io.tabletalk.cli.client.ApiFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ingest`
@Command(
        name = "ingest",
        mixinStandardHelpOptions = true,
        description = {
            "Reads files or defined sources, and waits until they can be asked about.",
            "What has not changed since the last time costs nothing; what is gone from a",
            "source is removed.",
            ""
        },
        footer = {
            "",
            "Files: .csv .tsv .json .jsonl .md .txt .pdf .docx .pptx .xlsx .odt .html",
            ".epub .eml .zip and others like these; what is not known is read as plain text.",
            "A file outside the data directory is uploaded into it first, and kept by its",
            "name.",
            "",
            "Examples:",
            "  ./tabletalk ingest orders.csv notes.md",
            "  ./tabletalk ingest --key order_id orders.csv",
            "  ./tabletalk ingest data/handbook          a folder in the data directory",
            "  ./tabletalk ingest --source orders",
            "",
            "Exit codes: 0 everything went in; 1 something failed; 3 no server"
        })
final class IngestCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Surroundings surroundings;
    private final Connections connections;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "Files, or folders in the data directory.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = {"-s", "--source"},
            paramLabel = "NAME",
            description = "Read this source again; may be given several times.")
    private List<String> sources = new ArrayList<>();

    @Option(
            names = {"-k", "--key"},
            paramLabel = "COLUMN",
            split = ",",
            description = "The column, or columns, that tell the rows of the tables apart. Without it rows are known by"
                    + " their number: one that is deleted renumbers the rest.")
    private List<String> keyColumns = new ArrayList<>();

    @Option(names = "--replace", description = "Uploads replace files of the same name that came from elsewhere.")
    private boolean replace;

    IngestCommand(Terminal terminal, Surroundings surroundings, Connections connections) {
        this.terminal = terminal;
        this.surroundings = surroundings;
        this.connections = connections;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        if (files.isEmpty() && sources.isEmpty()) {
            throw new ParameterException(
                    command.commandLine(), "Name the files to read, or sources to read again: --source NAME");
        }
        List<Path> given = files.stream().distinct().toList();
        List<FileToIngest> found = found(given);
        boolean allFound = found.size() == given.size();
        if (found.isEmpty() && sources.isEmpty()) {
            return ExitCode.FAILED;
        }
        try (Connection connection = connections.open(server)) {
            IngestStarter starter = new IngestStarter(connection, keyColumns, replace);
            Map<String, String> batches = new LinkedHashMap<>();
            boolean allStarted = allFound;
            for (FileToIngest file : found) {
                allStarted &= start(batches, file.name(), () -> starter.start(file));
            }
            for (String source : sources) {
                allStarted &= start(batches, source, () -> starter.sync(source));
            }
            boolean allComplete = follow(batches, new BatchFollower(terminal, connection.client()));
            return allStarted && allComplete ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    /// One that is not there does not keep the others out.
    private List<FileToIngest> found(List<Path> given) {
        List<FileToIngest> found = new ArrayList<>();
        for (Path file : given) {
            try {
                found.add(FileToIngest.of(file, surroundings.workingDirectory()));
            } catch (CommandFailure missing) {
                terminal.problem(missing.getMessage());
            }
        }
        return found;
    }

    private interface Start {
        String batch() throws IOException;
    }

    /// One that cannot be started does not keep the others from it.
    private boolean start(Map<String, String> batches, String name, Start start) throws IOException {
        try {
            batches.put(name, start.batch());
            return true;
        } catch (ApiFailure | CommandFailure refused) {
            terminal.line(name + "  failed: " + refused.getMessage());
            return false;
        }
    }

    private static boolean follow(Map<String, String> batches, BatchFollower follower) throws InterruptedException {
        boolean allComplete = true;
        for (Map.Entry<String, String> batch : batches.entrySet()) {
            allComplete &= follower.follow(batch.getKey(), batch.getValue());
        }
        return allComplete;
    }
}
