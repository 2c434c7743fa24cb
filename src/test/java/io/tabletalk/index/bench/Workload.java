package io.tabletalk.index.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What one run works on; the processes that take part read it from the same folder.
///
/// @param passages  generated, numbered from 0
/// @param questions in the order in which they are asked
/// @param count     how many passages there are
record Workload(GeneratedPassages passages, List<String> questions, int count) {

    static void write(Path folder, SentencePool pool, double cosineToMean, List<String> questions, int count)
            throws IOException {
        if (!Files.exists(folder.resolve("pool"))) {
            pool.write(folder.resolve("pool"));
        }
        Files.write(folder.resolve("questions"), questions);
        Files.write(folder.resolve("numbers"), List.of(Double.toString(cosineToMean), Integer.toString(count)));
    }

    static Workload read(Path folder) throws IOException {
        List<String> numbers = Files.readAllLines(folder.resolve("numbers"));
        SentencePool pool = SentencePool.read(folder.resolve("pool"));
        return new Workload(
                new GeneratedPassages(pool, Double.parseDouble(numbers.get(0))),
                Files.readAllLines(folder.resolve("questions")),
                Integer.parseInt(numbers.get(1)));
    }
}
