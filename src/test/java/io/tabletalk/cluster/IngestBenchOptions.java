package io.tabletalk.cluster;

import java.util.Arrays;
import java.util.List;

/// What a measurement of ingestion is asked for.
///
/// @param documents rows that are read
/// @param words     of each row, about; a word is 1.2 tokens
/// @param workers   numbers of embedding processes to measure with
/// @param rounds    how often each is measured; the median counts
/// @param warming   rows that are read before anything is measured, so that what every process compiles at its start is
///                  not taken for the cost of the work
/// @param embedded  whether one process alone is measured, too
/// @param rebuild   whether a server with an empty disk is started in the end, to fill itself from the topic
record IngestBenchOptions(
        int documents, int words, List<Integer> workers, int rounds, int warming, boolean embedded, boolean rebuild) {

    private static final String USAGE =
            "Options: --documents N (100 or more), --words N, --workers N,N,… (empty for none),"
                    + " --rounds N, --warming N (1 or more), --embedded true|false, --rebuild true|false, each with a value";

    static IngestBenchOptions parse(String... arguments) {
        int documents = 2_000;
        int words = 80;
        List<Integer> workers = List.of(1, 2, 4);
        int rounds = 1;
        int warming = 1_500;
        boolean embedded = true;
        boolean rebuild = true;
        if (arguments.length % 2 != 0) {
            throw new IllegalArgumentException(USAGE);
        }
        for (int i = 0; i < arguments.length; i += 2) {
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--documents" -> documents = Integer.parseInt(value);
                case "--words" -> words = Integer.parseInt(value);
                case "--workers" -> workers = numbers(value);
                case "--rounds" -> rounds = Integer.parseInt(value);
                case "--warming" -> warming = Integer.parseInt(value);
                case "--embedded" -> embedded = Boolean.parseBoolean(value);
                case "--rebuild" -> rebuild = Boolean.parseBoolean(value);
                default -> throw new IllegalArgumentException(USAGE);
            }
        }
        if (documents < 100 || words < 1 || rounds < 1 || warming < 1) {
            throw new IllegalArgumentException(USAGE);
        }
        return new IngestBenchOptions(documents, words, workers, rounds, warming, embedded, rebuild);
    }

    private static List<Integer> numbers(String value) {
        return Arrays.stream(value.split(","))
                .filter(each -> !each.isBlank())
                .map(Integer::valueOf)
                .toList();
    }
}
