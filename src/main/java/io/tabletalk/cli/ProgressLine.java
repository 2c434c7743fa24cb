package io.tabletalk.cli;

import java.time.Duration;
import java.time.Instant;

/// Progress of long work on stderr: one line that changes in place while a person watches, otherwise a new plain line
/// now and then.
final class ProgressLine implements AutoCloseable {

    private static final Duration BETWEEN_PLAIN_LINES = Duration.ofSeconds(10);
    private static final int BAR_WIDTH = 24;
    private static final String BACK_AND_CLEAR = "\r\u001b[K";

    private final Terminal terminal;
    private final String name;
    private Instant lastPlainLine = Instant.now();
    private boolean shown;

    ProgressLine(Terminal terminal, String name) {
        this.terminal = terminal;
        this.name = name;
    }

    /// Shows how far the work is while its size is not known.
    void show(String activity, long done) {
        show("%s  %s%s".formatted(name, activity, done == 0 ? " ..." : ", " + documents(done)));
    }

    void show(long done, long total) {
        double share = total == 0 ? 1 : (double) done / total;
        int filled = (int) Math.round(share * BAR_WIDTH);
        String bar = "█".repeat(filled) + "░".repeat(BAR_WIDTH - filled);
        String counts = "%,d of %s, %d %%".formatted(done, documents(total), Math.round(100 * share));
        show(terminal.errWatched() ? "%s  %s  %s".formatted(name, bar, counts) : "%s  %s".formatted(name, counts));
    }

    /// Prints a line of its own, above the progress.
    void say(String message) {
        close();
        terminal.problem(name + "  " + message);
    }

    static String documents(long count) {
        return SourceText.count(count, "document");
    }

    private void show(String line) {
        if (terminal.errWatched()) {
            terminal.err().print(BACK_AND_CLEAR + line);
            terminal.err().flush();
            shown = true;
        } else if (Duration.between(lastPlainLine, Instant.now()).compareTo(BETWEEN_PLAIN_LINES) >= 0) {
            terminal.problem(line);
            lastPlainLine = Instant.now();
        }
    }

    /// Takes the line away, so that the result can be printed in its place.
    @Override
    public void close() {
        if (shown) {
            terminal.err().print(BACK_AND_CLEAR);
            terminal.err().flush();
        }
    }
}
