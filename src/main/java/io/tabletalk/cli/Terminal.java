package io.tabletalk.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/// Where a command prints: results to `out`, progress and problems to `err`. Always UTF-8, whatever the locale says.
///
/// @param outWatched whether a person sees `out` as it is written, rather than a file or another program
/// @param errWatched the same for `err`
record Terminal(PrintWriter out, PrintWriter err, boolean outWatched, boolean errWatched) {

    /// The process's own streams. Java cannot tell for each stream whether it is a terminal; the launcher can, and says
    /// so in system properties.
    static Terminal standard() {
        return new Terminal(
                writer(new FileOutputStream(FileDescriptor.out)),
                writer(new FileOutputStream(FileDescriptor.err)),
                Boolean.getBoolean("tabletalk.terminal.out"),
                Boolean.getBoolean("tabletalk.terminal.err"));
    }

    private static PrintWriter writer(OutputStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    /// Prints a part of a line and shows it at once.
    void print(String text) {
        out.print(text);
        out.flush();
    }

    void line(String text) {
        out.println(text);
    }

    void problem(String text) {
        err.println(text);
    }

    /// The text in bold where a person sees it.
    String bold(String text) {
        return outWatched ? "\u001b[1m" + text + "\u001b[0m" : text;
    }

    String dim(String text) {
        return outWatched ? "\u001b[2m" + text + "\u001b[0m" : text;
    }
}
