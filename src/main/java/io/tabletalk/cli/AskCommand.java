package io.tabletalk.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `ask`
@Command(
        name = "ask",
        mixinStandardHelpOptions = true,
        description = {"Asks a question about the data and prints the answer as it comes, then its sources.", ""},
        footer = {
            "",
            "Examples:",
            "  ./tabletalk ask \"Which orders are late?\"",
            "  ./tabletalk ask --source orders --source customers \"Who has waited longest?\"",
            "  ./tabletalk ask --user ada \"And before?\"    builds on what ada asked before",
            "  ./tabletalk ask --json \"Which orders are late?\" | jq .response",
            "",
            "Exit codes: 0 answered, or not found in the data; 1 the model failed; 3 no server"
        })
final class AskCommand implements Callable<Integer> {

    /// Whose conversation it is when nobody says: kept apart from people's, and never built upon.
    private static final String NOBODY = "cli";

    private final Terminal terminal;
    private final Connections connections;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "QUESTION", arity = "1..*", description = "The question; quotes are optional.")
    private List<String> words = new ArrayList<>();

    @Option(
            names = {"-s", "--source"},
            paramLabel = "NAME",
            description = "Answer only from this source; may be given several times.")
    private List<String> sources = new ArrayList<>();

    @Option(
            names = {"-u", "--user"},
            paramLabel = "NAME",
            description = "Whose conversation this continues. Without it, earlier questions play no part.")
    private @Nullable String user;

    @Option(
            names = {"-n", "--max-results"},
            paramLabel = "N",
            description = "How many passages to answer from. Default: 5")
    private int maxResults = 5;

    @Option(names = "--json", description = "Print the server's whole answer as one JSON object.")
    private boolean json;

    AskCommand(Terminal terminal, Connections connections) {
        this.terminal = terminal;
        this.connections = connections;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Connection connection = connections.open(server)) {
            requireSources(connection);
            return json ? askForJson(connection) : askAndShow(connection);
        }
    }

    /// A misspelt name would else find nothing, which reads as if the data held no answer.
    private void requireSources(Connection connection) {
        sources.forEach(source -> connection.client().get("api/sources/" + SourceText.inPath(source)));
    }

    private int askForJson(Connection connection) {
        JsonNode answer = connection.client().postAndWait("chat", request());
        terminal.line(answer.toString());
        return answer.path("error_code").isString() ? ExitCode.FAILED : ExitCode.OK;
    }

    private int askAndShow(Connection connection) {
        AnswerPrinter printer = new AnswerPrinter(terminal);
        connection.client().stream("chat/stream", request(), printer::accept);
        return printer.finish() ? ExitCode.OK : ExitCode.FAILED;
    }

    private Map<String, Object> request() {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("user_name", user == null ? NOBODY : user);
        request.put("message", String.join(" ", words));
        request.put("max_results", maxResults);
        request.put("include_history", user != null);
        if (!sources.isEmpty()) {
            request.put("sources", sources);
        }
        return request;
    }
}
