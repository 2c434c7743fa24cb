package io.tabletalk.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `serve`
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {"Starts the server and runs until it is stopped with Ctrl-C.", ""},
        footer = {
            "",
            "Every setting of application.yml may be given as an option, or by its",
            "environment name in the environment or in a .env file, which lies in the",
            "working directory or in the project folder.",
            "",
            "Examples:",
            "  ./tabletalk serve",
            "  ./tabletalk serve --port 9000 --data-dir ~/tabletalk-data",
            "  ./tabletalk serve --server.address=0.0.0.0"
        })
final class ServeCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ServeOptions options;

    private final Serving serving;

    ServeCommand(Serving serving) {
        this.serving = serving;
    }

    @Override
    public Integer call() throws Exception {
        return serving.serve(options);
    }
}
