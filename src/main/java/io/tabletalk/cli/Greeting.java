package io.tabletalk.cli;

import io.tabletalk.cli.server.Server;
import java.nio.file.Path;
import java.util.List;

/// What a person reads once the server is ready.
final class Greeting {

    private final Terminal terminal;
    private final Surroundings surroundings;

    Greeting(Terminal terminal, Surroundings surroundings) {
        this.terminal = terminal;
        this.surroundings = surroundings;
    }

    String text(String url, Path dataDirectory, List<String> questions) {
        StringBuilder text = new StringBuilder();
        text.append("\nTabletalk is ready: ").append(terminal.bold(url)).append("\n");
        if (!questions.isEmpty()) {
            text.append("\nQuestions to try:\n");
            questions.forEach(question ->
                    text.append("  ./tabletalk ask \"").append(question).append("\"\n"));
        }
        text.append(terminal.dim(
                "\nAPI: %s/docs · log: %s · stop: Ctrl-C\n".formatted(url, shortest(Server.logFile(dataDirectory)))));
        return text.toString();
    }

    /// The path as the user would type it here.
    private Path shortest(Path path) {
        Path here = surroundings.workingDirectory();
        return path.startsWith(here) ? here.relativize(path) : path;
    }
}
