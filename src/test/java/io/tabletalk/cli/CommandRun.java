package io.tabletalk.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Runs the program as the shell would, within this process, and keeps what it prints.
record CommandRun(int exitCode, String out, String err) {

    /// @param directory the working directory and the project folder
    static Runner in(Path directory) {
        return new Runner(directory, new LinkedHashMap<>(), false);
    }

    record Runner(Path directory, Map<String, String> environment, boolean watched) {

        Runner with(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(environment);
            more.put(name, value);
            return new Runner(directory, more, watched);
        }

        /// As if a person saw the output.
        Runner watching() {
            return new Runner(directory, environment, true);
        }

        CommandRun run(String... arguments) {
            StringWriter out = new StringWriter();
            StringWriter err = new StringWriter();
            Terminal terminal = new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), watched, watched);
            int exitCode = new Program(terminal, new Surroundings(environment, directory)).run(arguments);
            return new CommandRun(exitCode, out.toString(), err.toString());
        }
    }
}
