package io.tabletalk.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `version`
@Command(
        name = "version",
        mixinStandardHelpOptions = true,
        description = "Prints the version of Tabletalk and of the Java it runs on.",
        footer = {"", "Example:", "  ./tabletalk version"})
final class VersionCommand implements Callable<Integer> {

    private final Terminal terminal;

    VersionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        terminal.line(new Version().getVersion()[0]);
        return ExitCode.OK;
    }
}
