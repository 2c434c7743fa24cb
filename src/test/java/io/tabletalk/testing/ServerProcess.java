package io.tabletalk.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/// A server program that is started, killed and started again. It ends with this process, however that ends.
final class ServerProcess {

    /// The shell kills the server when its own input ends: also when this process was killed.
    private static final String UNTIL_INPUT_ENDS = "\"$@\" </dev/null & server=$!; cat >/dev/null; kill -9 $server";

    private final Path output;
    private final Duration patience;
    private final Callable<Boolean> answers;
    private @Nullable Process shell;

    /// @param output   takes what the program prints
    /// @param patience how long it may take until it answers
    ServerProcess(Path output, Duration patience, Callable<Boolean> answers) {
        this.output = output;
        this.patience = patience;
        this.answers = answers;
    }

    /// Starts the program and waits until it answers.
    ///
    /// @param program its name or path, and its arguments
    void start(List<String> program) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", UNTIL_INPUT_ENDS, "sh"));
        command.addAll(program);
        Process started = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
        shell = started;
        Awaitility.await("the server answers; its output is " + output)
                .atMost(patience)
                .failFast("the server has ended; its output is " + output, () -> !started.isAlive())
                .until(answers);
    }

    /// Stops the program in the middle of what it does: the system still accepts connections for it, and nothing
    /// answers.
    void freeze() throws IOException {
        signal("-STOP");
    }

    /// Lets a frozen program go on.
    void thaw() throws IOException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException {
        new ProcessBuilder("kill", signal, Long.toString(id())).start().onExit().join();
    }

    /// Of the program itself, not of the shell around it.
    long id() throws IOException {
        if (shell == null) {
            throw new IllegalStateException("The server has not been started.");
        }
        return shell.children()
                .filter(child -> !child.info().command().orElse("").endsWith("/cat"))
                .map(ProcessHandle::pid)
                .findFirst()
                .orElseThrow(() -> new IOException("The server has ended; its output is " + output));
    }

    /// Ends the program as a crash would, if it runs.
    void kill() throws IOException {
        if (shell != null) {
            shell.getOutputStream().close();
            shell.onExit().join();
        }
    }
}
