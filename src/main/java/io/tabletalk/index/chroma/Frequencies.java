package io.tabletalk.index.chroma;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;

/// In how many passages terms stand, and how long passages are. Chroma cannot count what satisfies a condition: up to
/// [#EXACT] it is asked for the ids; beyond that, whether there are twice as many, and so on. Remembered for a while,
/// since it changes slowly.
final class Frequencies {

    static final int EXACT = 500;

    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final int SAMPLE = 200;
    private static final int REMEMBERED = 10_000;

    private final Cache<Term, Long> known = Caffeine.newBuilder()
            .expireAfterWrite(FRESH)
            .maximumSize(REMEMBERED)
            .build();

    private final Cache<String, Double> lengths =
            Caffeine.newBuilder().expireAfterWrite(FRESH).build();

    /// About how many; exact up to [#EXACT].
    long of(Term term, ChromaCollection passages, long total) {
        Long remembered = known.getIfPresent(term);
        if (remembered != null && remembered > EXACT) {
            return Math.min(total, remembered);
        }
        long count = count(term, passages, total);
        known.put(term, count);
        return count;
    }

    /// In words, of some passages: those that come first.
    double averageLength(ChromaCollection passages) {
        return lengths.get("passages", key -> measure(passages));
    }

    private static double measure(ChromaCollection passages) {
        return passages.entries(passages.ids(null, null, SAMPLE, null), "documents").values().stream()
                .mapToInt(entry -> WordScores.length(PassageEntry.text(entry)))
                .average()
                .orElse(1);
    }

    private static long count(Term term, ChromaCollection passages, long total) {
        int found = passages.ids(null, term.condition(), EXACT + 1, null).size();
        if (found <= EXACT) {
            return found;
        }
        long least = EXACT;
        while (2 * least < total && isMoreThan(2 * least, term, passages)) {
            least *= 2;
        }
        return Math.min(total, least * 3 / 2);
    }

    private static boolean isMoreThan(long count, Term term, ChromaCollection passages) {
        return !passages.ids(null, term.condition(), 1, Math.toIntExact(count)).isEmpty();
    }
}
