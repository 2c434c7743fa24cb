package io.tabletalk.chat.bench;

import io.tabletalk.testing.bench.RealTexts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/// Questions that are asked once each: the server remembers the vectors of questions, and would answer a second time
/// faster than it answers people.
final class BenchQuestions {

    private static final Path SAMPLE_DATA = Path.of("src/main/resources/demo");
    private static final int SEED = 7;
    private static final int WORDS = 9;
    private static final int STEP = 3;

    private final int count;
    private final Iterator<String> next;

    private BenchQuestions(Stream<String> questions) {
        List<String> distinct = new ArrayList<>(questions
                .map(text -> text.replaceAll("\\s+", " ").strip())
                .distinct()
                .toList());
        Collections.shuffle(distinct, new Random(SEED));
        this.count = distinct.size();
        this.next = distinct.iterator();
    }

    /// Those of a collection in the BEIR layout; of the sample data, any nine words of it that follow each other.
    static BenchQuestions of(Optional<Path> collection) throws IOException {
        return new BenchQuestions(
                collection.isPresent()
                        ? RealTexts.ofCollection(collection.get(), 0).questions().stream()
                        : RealTexts.ofFolder(SAMPLE_DATA).groups().stream()
                                .flatMap(List::stream)
                                .flatMap(BenchQuestions::windows));
    }

    private static Stream<String> windows(String sentence) {
        List<String> words = Arrays.asList(sentence.split("[\\s,\"]+"));
        return Stream.iterate(0, from -> from + WORDS <= words.size(), from -> from + STEP)
                .map(from -> String.join(" ", words.subList(from, from + WORDS)));
    }

    int count() {
        return count;
    }

    /// @throws java.util.NoSuchElementException when there are not so many left
    List<String> take(int wanted) {
        return Stream.generate(next::next).limit(wanted).toList();
    }
}
