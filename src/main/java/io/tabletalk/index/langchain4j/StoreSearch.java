package io.tabletalk.index.langchain4j;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.filter.MetadataFilterBuilder;
import io.tabletalk.index.Filter;
import io.tabletalk.index.FilterCheck;
import io.tabletalk.index.Hit;
import io.tabletalk.index.Ranks;
import io.tabletalk.index.SearchQuery;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.Passage;
import io.tabletalk.knowledge.SourceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One search by meaning. The store filters by source; everything else is decided here, on more and more candidates
/// until enough satisfy it.
final class StoreSearch {

    private static final int FIRST = 50;
    private static final int MOST = 10_000;
    private static final int LOOKS = 20;

    private final EmbeddingStore<TextSegment> store;
    private final Catalogue catalogue;
    private final Passages passages;
    private final SearchQuery query;

    StoreSearch(EmbeddingStore<TextSegment> store, Catalogue catalogue, Passages passages, SearchQuery query) {
        this.store = store;
        this.catalogue = catalogue;
        this.passages = passages;
        this.query = query;
    }

    List<Hit> run() {
        int most = Math.max(FIRST, 2 * query.limit());
        while (true) {
            Look look = settledLook(most);
            List<Hit> hits = hits(look);
            if (hits.size() >= query.limit() || look.found().size() < most || most >= MOST) {
                return hits.stream()
                        .limit(query.limit())
                        .map(this::withNeighbours)
                        .toList();
            }
            most = Math.min(MOST, 4 * most);
        }
    }

    /// What the store found, and what the catalogue said of it a moment later.
    private record Look(List<EmbeddingMatch<TextSegment>> found, Map<DocumentKey, Entry> entries) {

        /// Versions that count, of the documents of which passages that do not count were found, too: they may have
        /// been replaced between the two, or a crash has left something.
        Map<DocumentKey, String> doubtful() {
            Map<DocumentKey, String> versions = new HashMap<>();
            for (EmbeddingMatch<TextSegment> match : found) {
                Entry entry = entries.get(Passages.key(match));
                if (entry != null && !entry.version().equals(Passages.version(match))) {
                    versions.put(entry.key(), entry.version());
                }
            }
            return versions;
        }
    }

    /// When a doubtful version counted before the store was asked and counts after it, the store had all of it.
    private Look settledLook(int most) {
        Map<DocumentKey, String> before = Map.of();
        for (int looks = 1; ; looks++) {
            List<EmbeddingMatch<TextSegment>> found = candidates(most);
            Look look = new Look(
                    found,
                    catalogue.find(found.stream().map(Passages::key).distinct().toList()));
            if (before.entrySet().containsAll(look.doubtful().entrySet()) || looks == LOOKS) {
                return look;
            }
            before = look.doubtful();
        }
    }

    private List<EmbeddingMatch<TextSegment>> candidates(int most) {
        var request = EmbeddingSearchRequest.builder()
                .queryEmbedding(Embedding.from(query.vector()))
                .maxResults(most)
                .minScore(0.0);
        sources(query.filter())
                .ifPresent(sources -> request.filter(
                        MetadataFilterBuilder.metadataKey(Passages.SOURCE).isIn(sources)));
        return store.search(request.build()).matches();
    }

    /// The sources to which a filter limits every result; empty when it does not.
    private static Optional<List<String>> sources(Optional<Filter> filter) {
        return filter.flatMap(StoreSearch::limit).filter(sources -> !sources.isEmpty());
    }

    private static Optional<List<String>> limit(Filter filter) {
        return switch (filter) {
            case Filter.InSources in ->
                Optional.of(in.sources().stream().map(SourceId::value).toList());
            case Filter.And and ->
                and.all().stream().flatMap(part -> limit(part).stream()).findFirst();
            default -> Optional.empty();
        };
    }

    private List<Hit> hits(Look look) {
        List<Hit> hits = new ArrayList<>();
        Set<DocumentKey> seen = new HashSet<>();
        int place = 0;
        for (EmbeddingMatch<TextSegment> match : look.found()) {
            place++;
            Entry entry = look.entries().get(Passages.key(match));
            if (entry != null
                    && entry.version().equals(Passages.version(match))
                    && satisfies(entry)
                    && (!query.options().onePerDocument() || seen.add(entry.key()))) {
                hits.add(hit(match, entry, place));
            }
        }
        return hits;
    }

    private boolean satisfies(Entry entry) {
        return query.filter()
                .map(filter -> FilterCheck.satisfies(filter, entry.key().source(), entry.metadata()))
                .orElse(true);
    }

    private static Hit hit(EmbeddingMatch<TextSegment> match, Entry entry, int place) {
        double cosine = 2 * match.score() - 1; // the inverse of RelevanceScore.fromCosineSimilarity
        return new Hit(
                entry.key(),
                entry.title(),
                entry.metadata(),
                Passages.passage(match),
                entry.position(),
                cosine,
                cosine,
                0,
                new Ranks(place, place, 0),
                List.of(),
                List.of());
    }

    private Hit withNeighbours(Hit hit) {
        int before = query.options().before();
        int after = query.options().after();
        if (before == 0 && after == 0) {
            return hit;
        }
        List<Passage> all = catalogue.find(hit.key()).map(passages::of).orElse(List.of());
        int own = hit.passage().ordinal();
        return new Hit(
                hit.key(),
                hit.title(),
                hit.metadata(),
                hit.passage(),
                hit.position(),
                hit.score(),
                hit.cosine(),
                hit.keyword(),
                hit.ranks(),
                all.stream()
                        .filter(each -> each.ordinal() < own && each.ordinal() >= own - before)
                        .toList(),
                all.stream()
                        .filter(each -> each.ordinal() > own && each.ordinal() <= own + after)
                        .toList());
    }
}
