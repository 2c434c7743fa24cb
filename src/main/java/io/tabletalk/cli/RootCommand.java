package io.tabletalk.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// What `./tabletalk` does without a command: it serves.
@Command(
        name = "tabletalk",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Chat with your own databases and files, on your own machine, with sources you can check.",
            "",
            "Without a command it starts the server, as 'serve' does.",
            ""
        },
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "Examples:",
            "  ./tabletalk                      start; with sample data the first time",
            "  ./tabletalk ask \"Which bike suits long tours?\"",
            "  ./tabletalk ingest orders.csv notes.md",
            "  ./tabletalk help ask             all about one command",
            "",
            "Exit codes:",
            "  0 done; 1 failed, in whole or in part; 2 wrong usage; 3 no server could be",
            "  reached or started; 130 interrupted with Ctrl-C; 143 told to stop"
        })
final class RootCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ServeOptions options;

    private final Serving serving;

    RootCommand(Serving serving) {
        this.serving = serving;
    }

    @Override
    public Integer call() throws Exception {
        return serving.serve(options);
    }
}
