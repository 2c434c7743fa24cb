package io.tabletalk.cli;

import java.util.Locale;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// The program's entry.
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ENGLISH); // the program speaks English, and so do its numbers
        logInOnePlace();
        System.exit(Program.standard().run(arguments));
    }

    /// Libraries that log by `java.util.logging` would print to stderr what the configuration keeps back.
    private static void logInOnePlace() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}
