package io.tabletalk.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which server a command speaks to.
final class ServerOptions {

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "The server to ask, such as http://127.0.0.1:8000. Default: TABLETALK_URL, or the one that runs"
                            + " on the data directory; without one, the command starts its own for as long as it runs.")
    @Nullable
    String url;

    @Option(names = "--port", paramLabel = "N", description = "Short for --url http://127.0.0.1:N")
    @Nullable
    Integer port;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "The data directory. Default: TABLETALK_DATA_DIR, or 'data' in the project folder.")
    @Nullable
    Path dataDirectory;
}
