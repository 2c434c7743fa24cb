package io.tabletalk.cli;

/// The program's entry.
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(Program.standard().run(arguments));
    }
}
