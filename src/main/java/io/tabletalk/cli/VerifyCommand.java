package io.tabletalk.cli;

import io.tabletalk.cli.client.TabletalkClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `verify`
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Compares sources with the index, document by document.",
            "Says which documents are missing, stale (another content) or orphaned (no longer",
            "in the source). What is still on its way is waited for. What may stand in a part of",
            "the source that cannot be read is told, and kept.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  ./tabletalk verify                    all sources",
            "  ./tabletalk verify orders",
            "  ./tabletalk verify --repair orders    and mend what differs",
            "",
            "Exit codes: 0 nothing differs, or not any more; 1 something does, or a source, a part",
            "of it or what the index holds could not be compared; 3 no server"
        })
final class VerifyCommand implements Callable<Integer> {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private final Terminal terminal;
    private final Connections connections;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(names = "--repair", description = "Read a source again when something differs.")
    private boolean repair;

    @Parameters(paramLabel = "SOURCE", arity = "0..*", description = "Names of sources; all when there is none.")
    private List<String> sources = new ArrayList<>();

    VerifyCommand(Terminal terminal, Connections connections) {
        this.terminal = terminal;
        this.connections = connections;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Connection connection = connections.open(server)) {
            TabletalkClient client = connection.client();
            boolean allAgree = true;
            for (String source : sources.isEmpty() ? all(client) : sources) {
                AuditResult result = verify(client, source);
                result.lines(source).forEach(terminal::line);
                allAgree &= result.agrees();
            }
            return allAgree ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    private static List<String> all(TabletalkClient client) {
        return client.get("api/sources")
                .path("sources")
                .valueStream()
                .map(source -> source.path("name").asString(""))
                .toList();
    }

    private AuditResult verify(TabletalkClient client, String source) throws InterruptedException {
        String path = "api/sources/" + SourceText.inPath(source);
        JsonNode audit = client.post(path + "/verify?repair=" + repair, Map.of());
        try (ProgressLine line = new ProgressLine(terminal, source)) {
            while (!new AuditResult(audit).isFinished()) {
                line.show(
                        audit.path("status").asString(""),
                        audit.path("documents").asLong(0));
                Thread.sleep(BETWEEN_LOOKS);
                audit = client.get(path + "/audit");
            }
        }
        return new AuditResult(audit);
    }
}
