package io.tabletalk.index.chroma;

import io.tabletalk.embedding.TokenCodes;
import io.tabletalk.index.FilterCheck;
import io.tabletalk.index.Hit;
import io.tabletalk.index.IndexedDocument;
import io.tabletalk.index.Ranks;
import io.tabletalk.index.SearchQuery;
import io.tabletalk.index.SearchQuery.Mode;
import io.tabletalk.index.chroma.ChromaCollection.Entry;
import io.tabletalk.index.chroma.ChromaServer.Collections;
import io.tabletalk.index.chroma.RecordIds.PassageId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One search. Chroma finds candidates, and they are scored here: in HYBRID mode the candidates are the best by meaning
/// together with those in which rare words stand; each gets its true cosine and its score by words, and the two are
/// added:
/// `0.5 · cosine + 0.5 · BM25 / 20`.
final class ChromaSearch {

    private static final int CANDIDATES = 100;
    private static final int WORD_CANDIDATES = 200;
    private static final int FEW = 1_000;
    private static final int MOST_CANDIDATES = 6_400;

    private static final double COSINE_WEIGHT = 0.5;
    private static final double KEYWORD_WEIGHT = 0.5 / 20;

    /// Documents that change while they are looked at are looked at again.
    private static final int ATTEMPTS = 10;

    private final Collections collections;
    private final Frequencies frequencies;
    private final SearchQuery query;
    private final Condition condition;

    ChromaSearch(Collections collections, Frequencies frequencies, SearchQuery query) {
        this.collections = collections;
        this.frequencies = frequencies;
        this.query = query;
        this.condition = query.filter().map(Condition::of).orElse(Condition.ALL);
    }

    /// @param ranks its places by these scores, known for the best
    private record Scored(PassageId id, double score, double cosine, double keyword, Ranks ranks) {

        Scored rankedAmong(List<Scored> candidates) {
            Ranks places = Ranks.among(candidates, this, Scored::score, Scored::cosine, Scored::keyword);
            return new Scored(id, score, cosine, keyword, places);
        }
    }

    /// @param outdated as of [CurrentPassages]
    /// @param isWhole  whether nothing changed while it was looked at
    /// @param isAll    whether there is no more to be found
    private record Outcome(List<Hit> hits, Map<String, String> outdated, boolean isWhole, boolean isAll) {}

    /// A filter that Chroma can express in part only lets some candidates through which are sorted out here, and of a
    /// document only one passage may be wanted; then more are asked for, until there are enough.
    List<Hit> run() {
        if (condition.kind() == Condition.Kind.NONE) {
            return List.of();
        }
        int candidates = Math.max(CANDIDATES, query.limit());
        Outcome outcome = whole(candidates);
        while (outcome.hits().size() < query.limit() && !outcome.isAll() && candidates < MOST_CANDIDATES) {
            candidates *= 4;
            outcome = whole(candidates);
        }
        return outcome.hits();
    }

    private Outcome whole(int candidates) {
        Outcome outcome = once(candidates, Map.of());
        for (int attempt = 2; attempt <= ATTEMPTS && !outcome.isWhole(); attempt++) {
            outcome = once(candidates, outcome.outdated());
        }
        return outcome;
    }

    /// @param known documents that the look before found in other versions alone, with the version that counted: where
    ///              it still counts, its passages were there all the while, and are not among what is looked for
    private Outcome once(int candidates, Map<String, String> known) {
        long total = collections.passages().count();
        Map<Term, Long> terms = terms(total);
        Set<String> ids = new LinkedHashSet<>(byMeaning((int) Math.min(candidates, Math.max(1, total))));
        Set<String> withWords = byWords(terms, Math.max(WORD_CANDIDATES, candidates));
        boolean hasFew = ids.size() < candidates && withWords.size() < candidates;
        ids.addAll(withWords);

        Map<String, DocumentEntry> documents = documents(ids);
        CurrentPassages current = CurrentPassages.among(ids, documents);
        Map<String, Entry> passages = passages(current.ids());
        boolean isAll = hasFew || everyCandidateCounts() && current.ids().size() == ids.size();

        Set<String> seen = new HashSet<>();
        List<Scored> satisfying = score(passages, terms, total).stream()
                .filter(scored -> satisfies(documents.get(scored.id().document())))
                .toList();
        List<Scored> best = satisfying.stream()
                .filter(scored -> !query.options().onePerDocument()
                        || seen.add(scored.id().document()))
                .limit(query.limit())
                .map(scored -> scored.rankedAmong(satisfying))
                .toList();
        List<Hit> hits = hits(best, passages);
        boolean isWhole = passages.size() == current.ids().size()
                && hits.size() == best.size()
                && known.entrySet().containsAll(current.outdated().entrySet());
        return new Outcome(hits, current.outdated(), isWhole, isAll);
    }

    private boolean everyCandidateCounts() {
        return condition.isExact() && !query.options().onePerDocument();
    }

    /// What the server's graph of vectors misses among few passages is found by taking all of them.
    private List<String> byMeaning(int wanted) {
        if (query.mode() == Mode.KEYWORD) {
            return List.of();
        }
        List<String> nearest = collections.passages().nearest(query.vector(), wanted, condition.where());
        return nearest.size() < wanted
                ? collections.passages().ids(condition.where(), null, Math.max(wanted, FEW), null)
                : nearest;
    }

    private Map<Term, Long> terms(long total) {
        return query.mode() == Mode.DENSE
                ? Map.of()
                : WordCandidates.frequencies(Terms.of(query.text()), frequencies, collections.passages(), total);
    }

    private Set<String> byWords(Map<Term, Long> terms, int limit) {
        return terms.isEmpty()
                ? Set.of()
                : WordCandidates.find(collections.passages(), terms, condition.where(), limit);
    }

    /// By id of the document; what is shared by its passages is read only where a filter needs it.
    private Map<String, DocumentEntry> documents(Collection<String> passages) {
        List<String> ids = passages.stream()
                .map(id -> PassageId.parse(id).document())
                .distinct()
                .toList();
        String[] include = condition.isExact() ? new String[] {"metadatas"} : new String[] {"metadatas", "documents"};
        return read(ids, include);
    }

    private Map<String, DocumentEntry> read(List<String> ids, String... include) {
        Map<String, DocumentEntry> documents = new HashMap<>();
        collections
                .documents()
                .entries(ids, include)
                .forEach((id, entry) -> documents.put(id, DocumentEntry.of(entry)));
        return documents;
    }

    private Map<String, Entry> passages(List<PassageId> ids) {
        return collections
                .passages()
                .entries(ids.stream().map(PassageId::toString).toList(), "documents", "metadatas", "embeddings");
    }

    private List<Scored> score(Map<String, Entry> passages, Map<Term, Long> terms, long total) {
        WordScores words = new WordScores(terms, total, frequencies.averageLength(collections.passages()));
        return passages.values().stream()
                .map(entry -> score(entry, words))
                .filter(scored -> query.mode() != Mode.KEYWORD || scored.keyword() > 0)
                .sorted(Comparator.comparingDouble(Scored::score)
                        .reversed()
                        .thenComparing(scored -> scored.id().toString()))
                .toList();
    }

    private Scored score(Entry entry, WordScores words) {
        double cosine = query.mode() == Mode.KEYWORD || entry.vector() == null ? 0 : product(entry.vector());
        double keyword = words.of(PassageEntry.text(entry));
        return new Scored(PassageId.parse(entry.id()), fuse(cosine, keyword), cosine, keyword, Ranks.UNKNOWN);
    }

    /// Of vectors of length 1: their cosine.
    private double product(float[] vector) {
        double product = 0;
        for (int i = 0; i < vector.length; i++) {
            product += vector[i] * query.vector()[i];
        }
        return product;
    }

    private double fuse(double cosine, double keyword) {
        return switch (query.mode()) {
            case HYBRID -> COSINE_WEIGHT * cosine + KEYWORD_WEIGHT * keyword;
            case DENSE -> cosine;
            case KEYWORD -> keyword;
        };
    }

    private double cosineWeight() {
        return switch (query.mode()) {
            case HYBRID -> COSINE_WEIGHT;
            case DENSE -> 1;
            case KEYWORD -> 0;
        };
    }

    private boolean satisfies(@Nullable DocumentEntry entry) {
        return entry != null
                && (condition.isExact()
                        || FilterCheck.satisfies(
                                query.filter().orElseThrow(),
                                entry.document().key().source(),
                                entry.shared().metadata()));
    }

    /// The records are read last: where they still name the version that was found, all that was read of it is whole.
    private List<Hit> hits(List<Scored> best, Map<String, Entry> passages) {
        Neighbours neighbours = Neighbours.read(
                collections.passages(),
                query.options(),
                best.stream().map(Scored::id).toList());
        Map<String, DocumentEntry> documents = readFully(best);
        List<Hit> hits = new ArrayList<>();
        for (Scored scored : best) {
            Entry passage = passages.get(scored.id().toString());
            DocumentEntry document = documents.get(scored.id().document());
            if (passage != null
                    && document != null
                    && document.version().equals(scored.id().version())) {
                hits.add(hit(scored, passage, document, neighbours));
            }
        }
        return hits;
    }

    private Map<String, DocumentEntry> readFully(List<Scored> best) {
        List<String> ids =
                best.stream().map(scored -> scored.id().document()).distinct().toList();
        return read(ids, "metadatas", "documents");
    }

    private Hit hit(Scored scored, Entry passage, DocumentEntry entry, Neighbours neighbours) {
        IndexedDocument document = entry.document();
        return new Hit(
                document.key(),
                entry.shared().title(),
                entry.shared().metadata(),
                PassageEntry.of(passage),
                document.position(),
                scored.score(),
                scored.cosine(),
                scored.keyword(),
                scored.ranks(),
                neighbours.before(scored.id()),
                neighbours.after(scored.id()),
                cosineWeight(),
                TokenCodes.UNKNOWN);
    }
}
