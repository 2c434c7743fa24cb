package io.tabletalk.cli;

import io.tabletalk.cli.client.ApiFailure;
import io.tabletalk.cli.client.Unreachable;
import io.tabletalk.cli.server.StartFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
        report(findings, new LocalExamination(surroundings, dataDirectory).findings());
        report(findings, examineServer());
        long problems = findings.stream().filter(Finding::isProblem).count();
        terminal.line(problems == 0 ? "Nothing is broken." : "Broken: " + problems + " of " + findings.size() + ".");
        return problems == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private List<Finding> examineServer() throws InterruptedException {
        try (Connection connection = connections.open(server)) {
            List<Finding> findings = new ArrayList<>();
            findings.add(Finding.good(
                    "server",
                    connection.own().isPresent()
                            ? "none runs; one starts with these settings"
                            : "runs at " + connection.client().url()));
            findings.addAll(new ServerExamination(connection.client()).findings());
            return findings;
        } catch (StartFailure | Unreachable | ApiFailure | CommandFailure failure) {
            return List.of(Finding.problem("server", String.valueOf(failure.getMessage())));
        }
    }

    private void report(List<Finding> all, List<Finding> more) {
        for (Finding finding : more) {
            all.add(finding);
            terminal.line("%s %-18s %s"
                    .formatted(
                            finding.state().sign(),
                            finding.subject(),
                            finding.message().replace("\n", "\n" + " ".repeat(21))));
        }
    }
}
