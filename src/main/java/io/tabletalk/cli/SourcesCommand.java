package io.tabletalk.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `sources`
@Command(
        name = "sources",
        mixinStandardHelpOptions = true,
        description = {"Lists the sources of data, or shows one.", ""},
        footer = {"", "Examples:", "  ./tabletalk sources", "  ./tabletalk sources show orders"})
final class SourcesCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Connections connections;

    @Mixin
    private ServerOptions server = new ServerOptions();

    SourcesCommand(Terminal terminal, Connections connections) {
        this.terminal = terminal;
        this.connections = connections;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Connection connection = connections.open(server)) {
            JsonNode sources = connection.client().get("api/sources").path("sources");
            if (sources.isEmpty()) {
                terminal.line("No sources yet. Add one: ./tabletalk ingest FILE");
                return ExitCode.OK;
            }
            table(sources).lines().forEach(terminal::line);
            return ExitCode.OK;
        }
    }

    /// How the last read ended has a column only when one did not end well.
    private static TextTable table(JsonNode sources) {
        boolean allWell = sources.valueStream().map(SourceText::lastRead).allMatch(String::isEmpty);
        TextTable table =
                new TextTable("NAME", "TYPE", "READS", "SYNCED", "NEXT RUN", "LIVE", allWell ? "" : "LAST READ");
        for (JsonNode source : sources) {
            table.add(
                    source.path("name").asString(""),
                    source.path("type").asString(""),
                    SourceText.reads(source.path("settings")),
                    SourceText.time(source.path("last_synced").asString("")),
                    SourceText.nextRun(source),
                    SourceText.live(source),
                    SourceText.lastRead(source));
        }
        return table;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = {"Shows one source: its settings, its fields, and a few rows.", ""},
            footer = {"", "Example:", "  ./tabletalk sources show orders"})
    int show(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "NAME", description = "The source's name, as 'sources' lists it.") String name)
            throws InterruptedException {
        try (Connection connection = connections.open(server)) {
            String path = "api/sources/" + SourceText.inPath(name);
            SourceText.definition(connection.client().get(path)).forEach(terminal::line);
            SourceText.schema(connection.client().get(path + "/schema")).forEach(terminal::line);
            return ExitCode.OK;
        }
    }
}
