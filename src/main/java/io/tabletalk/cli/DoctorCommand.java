package io.tabletalk.cli;

import io.tabletalk.cli.client.ApiFailure;
import io.tabletalk.cli.client.Unreachable;
import io.tabletalk.cli.server.StartFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/// `doctor`
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Checks everything, and says what to do about what does not work.",
            "It looks at Java, the settings, the data directory, every part of the server,",
            "the model and every source. Uses the server that runs, or starts one on a",
            "private port for the time being.",
            ""
        },
        footer = {"", "Example:", "  ./tabletalk doctor", "", "Exit codes: 0 nothing is broken; 1 something is"})
final class DoctorCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Surroundings surroundings;
    private final Connections connections;

    @Mixin
    private ServerOptions server = new ServerOptions();

    DoctorCommand(Terminal terminal, Surroundings surroundings, Connections connections) {
        this.terminal = terminal;
        this.surroundings = surroundings;
        this.connections = connections;
    }

    @Override
    public Integer call() throws InterruptedException {
        Path dataDirectory = surroundings.dataDirectory(server.dataDirectory);
        List<Finding> findings = new ArrayList<>();
        Consumer<Finding> report = finding -> {
            findings.add(finding);
            print(finding);
        };
        new LocalExamination(surroundings, dataDirectory).findings().forEach(report);
        examineServer(report);
        long problems = findings.stream().filter(Finding::isProblem).count();
        long notes = findings.stream().filter(Finding::isNote).count();
        terminal.line((problems == 0 ? "Nothing is broken" : "Broken: " + problems + " of " + findings.size())
                + but(notes) + ".");
        return problems == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private static String but(long notes) {
        return notes == 0 ? "" : ", but look at what is marked with !: " + SourceText.count(notes, "warning");
    }

    private void examineServer(Consumer<Finding> report) throws InterruptedException {
        try (Connection connection = connections.open(server)) {
            JsonNode status = connection.client().get("status"); // before it is said to run
            report.accept(Finding.good(
                    "server",
                    connection.own().isPresent()
                            ? "none runs; one starts with these settings"
                            : "runs at " + connection.client().url()));
            new ServerExamination(connection.client()).examine(status, report);
        } catch (StartFailure | Unreachable | ApiFailure | CommandFailure failure) {
            report.accept(Finding.problem("server", String.valueOf(failure.getMessage())));
        }
    }

    private void print(Finding finding) {
        terminal.line("%s %-18s %s"
                .formatted(
                        finding.state().sign(),
                        finding.subject(),
                        finding.message().replace("\n", "\n" + " ".repeat(21))));
    }
}
