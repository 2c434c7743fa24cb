package io.tabletalk.cli;

/// What the program tells the shell. Documented in the footer of `--help`.
final class ExitCode {

    static final int OK = 0;
    /// The command ran, and what it was to do failed in whole or in part.
    static final int FAILED = 1;
    /// The command line itself is wrong.
    static final int USAGE = 2;
    /// No server could be reached or started.
    static final int NO_SERVER = 3;

    private ExitCode() {}
}
