package io.tabletalk.chat.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What a measurement of the chat is asked for.
///
/// @param collection a folder in the BEIR layout; empty for the sample data
/// @param questions  asked one at a time; twice as many warm up before, and twice as many are asked by several at once
/// @param delay      how long the model waits before its first token
/// @param clients    who ask at once
record ChatBenchOptions(Optional<Path> collection, int questions, Duration delay, int clients) {

    static final int PHASES = 5; // to warm up 2, one at a time 1, together 2

    private static final String USAGE =
            "Options: --collection DIR, --questions N (10 or more), --delay MILLISECONDS, --clients N (1 to 1000)";

    ChatBenchOptions {
        if (questions < 10 || clients < 1 || clients > 1_000) {
            throw new IllegalArgumentException(USAGE);
        }
    }

    static ChatBenchOptions parse(String... arguments) {
        Optional<Path> collection = Optional.empty();
        int questions = 100;
        Duration delay = Duration.ofMillis(200);
        int clients = 8;
        if (arguments.length % 2 != 0) {
            throw new IllegalArgumentException(USAGE);
        }
        for (int i = 0; i < arguments.length; i += 2) {
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--collection" -> collection = Optional.of(Path.of(value).toAbsolutePath());
                case "--questions" -> questions = Integer.parseInt(value);
                case "--delay" -> delay = Duration.ofMillis(Long.parseLong(value));
                case "--clients" -> clients = Integer.parseInt(value);
                default -> throw new IllegalArgumentException(USAGE);
            }
        }
        return new ChatBenchOptions(collection, questions, delay, clients);
    }
}
