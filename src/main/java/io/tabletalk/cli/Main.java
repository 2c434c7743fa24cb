package io.tabletalk.cli;

import java.util.Locale;

/// The program's entry.
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ENGLISH); // the program speaks English, and so do its numbers
        System.exit(Program.standard().run(arguments));
    }
}
