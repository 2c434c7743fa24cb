package io.tabletalk.cluster;

/// What a fault run is asked for.
///
/// @param documents rows at the beginning
/// @param changes   random updates and deletes
/// @param seed      of all that is random
record FaultOptions(int documents, int changes, long seed) {

    static FaultOptions parse(String... arguments) {
        int documents = 20_000;
        int changes = 10_000;
        long seed = 1;
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--documents" -> documents = Integer.parseInt(value);
                case "--changes" -> changes = Integer.parseInt(value);
                case "--seed" -> seed = Long.parseLong(value);
                default -> throw new IllegalArgumentException("There is no option " + arguments[i]);
            }
        }
        if (arguments.length % 2 != 0 || documents < 100 || changes < 0) {
            throw new IllegalArgumentException(
                    "Options: --documents N (100 or more), --changes N, --seed N, each with a number");
        }
        return new FaultOptions(documents, changes, seed);
    }
}
