package io.tabletalk.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/// `reembed`
@Command(
        name = "reembed",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the vectors of the index anew, with the embedding model that is configured.",
            "Waits until it is done. The sources are not read again, and questions are",
            "answered meanwhile. What was done before an interruption is not done again.",
            ""
        },
        footer = {"", "Example:", "  EMBEDDING_MODEL=bge-small-en-v1.5 ./tabletalk reembed"})
final class ReembedCommand implements Callable<Integer> {

    private static final String PATH = "api/index/re-embed";
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final Terminal terminal;
    private final Connections connections;

    @Mixin
    private ServerOptions server = new ServerOptions();

    ReembedCommand(Terminal terminal, Connections connections) {
        this.terminal = terminal;
        this.connections = connections;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Connection connection = connections.open(server);
                ProgressLine line = new ProgressLine(terminal, "new vectors")) {
            JsonNode progress = connection.client().post(PATH, java.util.Map.of());
            while (progress.path("state").asString("").equals("running")) {
                line.show(progress.path("done").asLong(), progress.path("total").asLong());
                Thread.sleep(BETWEEN_LOOKS);
                progress = connection.client().get(PATH);
            }
            line.close();
            return report(progress);
        }
    }

    private int report(JsonNode progress) {
        if (progress.path("state").asString("").equals("up_to_date")) {
            terminal.line("%s: the vectors are those of %s."
                    .formatted(
                            ProgressLine.documents(progress.path("total").asLong()),
                            progress.path("embedding").asString("")));
            return ExitCode.OK;
        }
        throw new CommandFailure(
                ExitCode.FAILED,
                "Making new vectors stopped: %s What is done is kept; run this again to go on."
                        .formatted(progress.path("problem").asString("")));
    }
}
