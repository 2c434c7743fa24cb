package io.tabletalk.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `keys`
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the API keys, makes one, or revokes one.",
            "A server asks for keys once TABLETALK_API_KEY, the main key, is set where it",
            "starts. This command needs the main key, too: it reads the same variable.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  ./tabletalk keys",
            "  ./tabletalk keys create \"Ada's laptop\"",
            "  ./tabletalk keys revoke 3f9a01c2d4e5"
        })
final class KeysCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Connections connections;

    @Mixin
    private ServerOptions server = new ServerOptions();

    KeysCommand(Terminal terminal, Connections connections) {
        this.terminal = terminal;
        this.connections = connections;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Connection connection = connections.open(server)) {
            JsonNode answer = connection.client().get("api/keys");
            if (!answer.path("required").asBoolean(false)) {
                terminal.line(
                        "This server asks for no API keys. It does once TABLETALK_API_KEY is set where it starts.");
            } else if (!answer.path("main").asBoolean(false)) {
                terminal.line("TABLETALK_API_KEY holds the key '%s'. Keys are listed with the main key."
                        .formatted(answer.path("current").asString("")));
            } else {
                print(answer.path("keys"));
            }
            return ExitCode.OK;
        }
    }

    private void print(JsonNode keys) {
        if (keys.isEmpty()) {
            terminal.line("No keys besides the main key. Make one: ./tabletalk keys create NAME");
            return;
        }
        TextTable table = new TextTable("ID", "NAME", "MADE");
        for (JsonNode key : keys) {
            table.add(
                    key.path("id").asString(""),
                    key.path("name").asString(""),
                    SourceText.time(key.path("created_at").asString("")));
        }
        table.lines().forEach(terminal::line);
    }

    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = {"Makes a key and prints it, this once.", ""})
    int create(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "NAME", description = "Whose the key is, or what for.") String name)
            throws InterruptedException {
        try (Connection connection = connections.open(server)) {
            JsonNode made = connection.client().post("api/keys", Map.of("name", name));
            terminal.line(made.path("key").asString(""));
            terminal.problem("Keep it: it is shown this once. It is revoked by: ./tabletalk keys revoke "
                    + made.path("id").asString(""));
            return ExitCode.OK;
        }
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = {"Revokes a key: the next request with it is refused.", ""})
    int revoke(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "ID", description = "The key's id, as 'keys' lists it.") String id)
            throws InterruptedException {
        try (Connection connection = connections.open(server)) {
            connection.client().delete("api/keys/" + SourceText.inPath(id));
            terminal.line("Revoked.");
            return ExitCode.OK;
        }
    }
}
