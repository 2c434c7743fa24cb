package io.tabletalk.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// The options of `serve`.
final class ServeOptions {

    /// Settings have a dot in their name, so a mistyped option is never taken for one.
    private static final Pattern SETTING =
            Pattern.compile("--([a-z][\\w-]*(?:\\.[\\w\\[\\]-]+)+)=(.*)", Pattern.DOTALL);

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "The port to listen on; 0 for any free one. Default: TABLETALK_PORT, or 8000.")
    @Nullable
    Integer port;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Everything Tabletalk stores lies here, and files in it may be ingested."
                    + " Default: TABLETALK_DATA_DIR, or 'data' in the project folder.")
    @Nullable
    Path dataDirectory;

    @Option(names = "--no-sample-data", description = "Start empty: do not load the sample data on the first start.")
    boolean withoutSampleData;

    @Option(names = "--verbose", description = "Show on stderr what the log file gets, not only warnings and errors.")
    boolean verbose;

    /// Whatever is no option above: settings, or mistakes. Needs the parser to be told so, see [Program].
    @Parameters(arity = "0..*", paramLabel = "--SETTING=VALUE", description = "Any setting of application.yml.")
    private List<String> others = new ArrayList<>();

    /// What the options set, as `application.yml` names it.
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String other : others) {
            Matcher setting = SETTING.matcher(other);
            if (!setting.matches()) {
                throw new ParameterException(
                        command.commandLine(), "Unknown option or command: '" + other + "'", null, other);
            }
            settings.put(setting.group(1), setting.group(2));
        }
        if (port != null) {
            settings.put("server.port", validPort(port));
        }
        if (withoutSampleData) {
            settings.put("tabletalk.sample-data", "false");
        }
        if (verbose) {
            settings.put("logging.threshold.console", "INFO");
        }
        return settings;
    }

    private String validPort(int port) {
        if (port < 0 || port > 65_535) {
            throw new ParameterException(
                    command.commandLine(), "A port is a number from 0 to 65535, not " + port + ".");
        }
        return Integer.toString(port);
    }
}
