package io.tabletalk.cli;

import java.util.Comparator;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;

/// Says what is wrong with a command line, and where more is to be found: the whole help would hide it.
///
/// @param terminal where to say it
record WrongUsage(Terminal terminal) implements IParameterExceptionHandler {

    private static final int NEAREST = 3;

    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        terminal.problem(String.valueOf(wrong.getMessage()));
        if (command.getParent() != null) {
            terminal.problem("All about it: ./tabletalk help " + command.getCommandName());
        } else {
            if (wrong.getValue() != null && !wrong.getValue().startsWith("-")) {
                terminal.problem("Did you mean: " + String.join(", ", nearest(command, wrong.getValue())) + "?");
            }
            terminal.problem("All commands: ./tabletalk --help");
        }
        return ExitCode.USAGE;
    }

    private static List<String> nearest(CommandLine root, String word) {
        return root.getSubcommands().keySet().stream()
                .sorted(Comparator.<String>comparingInt(name -> distance(name, word))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(NEAREST)
                .toList();
    }

    /// How many letters have to be put in, taken out or changed (Levenshtein).
    private static int distance(String from, String to) {
        int[] before = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] now = new int[to.length() + 1];
            now[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
                now[j] = Math.min(Math.min(before[j], now[j - 1]) + 1, before[j - 1] + change);
            }
            before = now;
        }
        return before[to.length()];
    }
}
