package io.tabletalk.ingest.bench;

import java.nio.file.Path;
import java.util.Optional;

/// What a measurement of reading a file is asked for.
///
/// @param texts     JSON Lines with `title` and `text`; empty for the sample data
/// @param documents that the file holds
/// @param warming   other documents, which are read before
/// @param rounds    how often all is measured, each time by a new server; the median counts
/// @param again     how often the file is read again in each round
record FilesBenchOptions(Optional<Path> texts, int documents, int warming, int rounds, int again) {

    private static final String USAGE = "Options: --texts FILE, --documents N (10 or more), --warming N (1 or more),"
            + " --rounds N, --again N (1 or more)";

    FilesBenchOptions {
        if (documents < 10 || warming < 1 || rounds < 1 || again < 1) {
            throw new IllegalArgumentException(USAGE);
        }
    }

    static FilesBenchOptions parse(String... arguments) {
        Optional<Path> texts = Optional.empty();
        int documents = 1_000;
        int warming = 1_000;
        int rounds = 1;
        int again = 3;
        if (arguments.length % 2 != 0) {
            throw new IllegalArgumentException(USAGE);
        }
        for (int i = 0; i < arguments.length; i += 2) {
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--texts" -> texts = Optional.of(Path.of(value).toAbsolutePath());
                case "--documents" -> documents = Integer.parseInt(value);
                case "--warming" -> warming = Integer.parseInt(value);
                case "--rounds" -> rounds = Integer.parseInt(value);
                case "--again" -> again = Integer.parseInt(value);
                default -> throw new IllegalArgumentException(USAGE);
            }
        }
        return new FilesBenchOptions(texts, documents, warming, rounds, again);
    }
}
