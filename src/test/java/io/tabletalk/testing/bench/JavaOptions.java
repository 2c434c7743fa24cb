package io.tabletalk.testing.bench;

import java.util.List;

/// What TABLETALK_JAVA_OPTIONS adds to the Java virtual machines that are measured, as it does for the program.
public final class JavaOptions {

    private JavaOptions() {}

    public static List<String> added() {
        String options = System.getenv("TABLETALK_JAVA_OPTIONS");
        return options == null || options.isBlank()
                ? List.of()
                : List.of(options.strip().split("\\s+"));
    }
}
