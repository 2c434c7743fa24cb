package io.tabletalk.cluster;

import io.tabletalk.cluster.Cluster.Index;
import java.time.Duration;
import java.util.Locale;

/// What a fault run is asked for.
///
/// @param documents rows at the beginning
/// @param changes   random updates and deletes
/// @param seed      of all that is random
/// @param index     where the documents are kept
/// @param outage    how long Redis, and Chroma, are stopped
record FaultOptions(int documents, int changes, long seed, Index index, Duration outage) {

    private static final String VALID = "Options: --documents N (100 or more), --changes N, --seed N,"
            + " --index chroma or lucene, --outage SECONDS";

    static FaultOptions parse(String... arguments) {
        FaultOptions options = new FaultOptions(20_000, 10_000, 1, Index.CHROMA, Duration.ofSeconds(30));
        if (arguments.length % 2 != 0) {
            throw new IllegalArgumentException(VALID);
        }
        for (int i = 0; i < arguments.length; i += 2) {
            options = options.with(arguments[i], arguments[i + 1]);
        }
        if (options.documents < 100 || options.changes < 0 || options.outage.isNegative()) {
            throw new IllegalArgumentException(VALID);
        }
        return options;
    }

    private FaultOptions with(String option, String value) {
        try {
            return switch (option) {
                case "--documents" -> new FaultOptions(Integer.parseInt(value), changes, seed, index, outage);
                case "--changes" -> new FaultOptions(documents, Integer.parseInt(value), seed, index, outage);
                case "--seed" -> new FaultOptions(documents, changes, Long.parseLong(value), index, outage);
                case "--index" ->
                    new FaultOptions(documents, changes, seed, Index.valueOf(value.toUpperCase(Locale.ROOT)), outage);
                case "--outage" ->
                    new FaultOptions(documents, changes, seed, index, Duration.ofSeconds(Integer.parseInt(value)));
                default -> throw new IllegalArgumentException("There is no option " + option);
            };
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + " " + value + ": " + VALID, e);
        }
    }
}
