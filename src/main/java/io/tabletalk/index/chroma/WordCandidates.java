package io.tabletalk.index.chroma;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Finds passages by words: all in which a rare one stands; those in which all of the common ones stand together; and
/// some of each common one.
final class WordCandidates {

    private static final int OF_EACH_COMMON_TERM = 100;

    private static final Executor THREADS =
            task -> Thread.ofVirtual().name("chroma-words").start(task);

    private final ChromaCollection passages;
    private final Map<Term, Long> frequencies;
    private final @Nullable Map<String, Object> where;

    private WordCandidates(
            ChromaCollection passages, Map<Term, Long> frequencies, @Nullable Map<String, Object> where) {
        this.passages = passages;
        this.frequencies = frequencies;
        this.where = where;
    }

    /// @param where condition on the passages; null for none
    /// @param limit the most that are returned
    static Set<String> find(
            ChromaCollection passages, Map<Term, Long> frequencies, @Nullable Map<String, Object> where, int limit) {
        return new WordCandidates(passages, frequencies, where).find(limit);
    }

    /// How often each term stands in the passages, for those that do.
    static Map<Term, Long> frequencies(List<Term> terms, Frequencies known, ChromaCollection passages, long total) {
        List<Long> counts = together(terms.stream()
                .<Supplier<Long>>map(term -> () -> known.of(term, passages, total))
                .toList());
        Map<Term, Long> frequencies = new LinkedHashMap<>();
        for (int i = 0; i < counts.size(); i++) {
            if (counts.get(i) > 0) {
                frequencies.put(terms.get(i), counts.get(i));
            }
        }
        return frequencies;
    }

    private Set<String> find(int limit) {
        List<Supplier<List<String>>> searches = new ArrayList<>();
        List<Term> common = new ArrayList<>();
        frequencies.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .forEach(each -> {
                    if (each.getValue() <= Frequencies.EXACT) {
                        searches.add(() -> ids(each.getKey().condition(), Frequencies.EXACT));
                    } else {
                        common.add(each.getKey());
                    }
                });
        if (common.size() > 1) {
            searches.add(() ->
                    ids(Map.of("$and", common.stream().map(Term::condition).toList()), Frequencies.EXACT));
        }
        int ofEach = common.size() == 1 ? limit : OF_EACH_COMMON_TERM;
        common.forEach(term -> searches.add(() -> ids(term.condition(), ofEach)));
        Set<String> found = new LinkedHashSet<>();
        together(searches).forEach(found::addAll);
        return new LinkedHashSet<>(found.stream().limit(limit).toList());
    }

    private List<String> ids(Map<String, Object> condition, int limit) {
        return passages.ids(where, condition, limit, null);
    }

    /// Asks for everything at once, and returns the answers in the order of the questions.
    private static <T> List<T> together(List<Supplier<T>> questions) {
        List<CompletableFuture<T>> answers = questions.stream()
                .map(question -> CompletableFuture.supplyAsync(question, THREADS))
                .toList();
        try {
            return answers.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }
}
