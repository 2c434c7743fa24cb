package io.tabletalk.cli;

import io.tabletalk.cli.client.ApiFailure;
import io.tabletalk.cli.client.Unreachable;
import io.tabletalk.cli.server.StartFailure;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The command line as a whole: finds the command, runs it, and turns what went wrong into a message and an exit code.
final class Program {

    private final CommandLine commandLine;
    private final Terminal terminal;

    Program(Terminal terminal, Surroundings surroundings) {
        this.terminal = terminal;
        Connections connections = new Connections(terminal, surroundings);
        Serving serving = new Serving(terminal, surroundings);
        this.commandLine = takingSettings(new RootCommand(serving))
                .addSubcommand(takingSettings(new ServeCommand(serving)))
                .addSubcommand(onAnyPort(takingSettings(new WorkerCommand(serving))))
                .addSubcommand(new AskCommand(terminal, connections))
                .addSubcommand(new IngestCommand(terminal, surroundings, connections))
                .addSubcommand(new SourcesCommand(terminal, connections))
                .addSubcommand(new KeysCommand(terminal, connections))
                .addSubcommand(new VerifyCommand(terminal, connections))
                .addSubcommand(new ReembedCommand(terminal, connections))
                .addSubcommand(new EvalCommand(terminal, surroundings))
                .addSubcommand(new DoctorCommand(terminal, surroundings, connections))
                .addSubcommand(onAnyPort(takingSettings(new RebuildIndexCommand(terminal, surroundings))))
                .addSubcommand(new VersionCommand(terminal))
                .addSubcommand(new HelpCommand())
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setParameterExceptionHandler(new WrongUsage(terminal))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((IExecutionExceptionHandler) this::explain);
    }

    static Program standard() {
        return new Program(Terminal.standard(), Surroundings.ofProcess());
    }

    /// Runs the command and returns its [ExitCode].
    int run(String... arguments) {
        return commandLine.execute(arguments);
    }

    /// A command that takes `--any.setting=value` as well as its options.
    private static CommandLine takingSettings(Object command) {
        return new CommandLine(command).setUnmatchedOptionsArePositionalParams(true);
    }

    /// What is no server for people to use: it takes any free port, and has no sample data.
    private static CommandLine onAnyPort(CommandLine command) {
        CommandSpec options = command.getCommandSpec();
        options.remove(options.findOption("--no-sample-data"));
        OptionSpec port = options.findOption("--port");
        options.remove(port);
        options.addOption(OptionSpec.builder(port)
                .description("The port at which it tells how it is. Default: any free one.")
                .build());
        return command;
    }

    private int explain(Exception failure, CommandLine command, ParseResult parsed) throws Exception {
        return switch (failure) {
            case CommandFailure expected -> {
                terminal.problem(expected.getMessage());
                yield expected.exitCode();
            }
            case ApiFailure refused -> {
                terminal.problem(refused.getMessage());
                yield ExitCode.FAILED;
            }
            case Unreachable unreachable -> {
                terminal.problem(unreachable.getMessage());
                yield ExitCode.NO_SERVER;
            }
            case StartFailure notStarted -> {
                terminal.problem(notStarted.getMessage());
                yield ExitCode.NO_SERVER;
            }
            default -> throw failure; // a defect of ours: picocli prints it whole
        };
    }
}
