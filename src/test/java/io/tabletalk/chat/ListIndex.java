package io.tabletalk.chat;

import io.tabletalk.health.Health;
import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.index.Filter;
import io.tabletalk.index.HeldDocument;
import io.tabletalk.index.Hit;
import io.tabletalk.index.IndexException;
import io.tabletalk.index.IndexedDocument;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.index.ListedDocument;
import io.tabletalk.index.Listing;
import io.tabletalk.index.SearchQuery;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.SourceId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An index for tests: a list of passages whose score is their vectors' cosine to the query's. It understands the
/// filter on sources and equality.
public final class ListIndex implements KnowledgeIndex {

    private final List<Hit> hits = new ArrayList<>();
    private final WordVectors vectors = new WordVectors();
    private volatile @Nullable Throwable failure;
    private volatile @Nullable SearchQuery lastQuery;

    public ListIndex add(Hit hit) {
        hits.add(hit);
        return this;
    }

    /// From now on it cannot be read.
    public void breakDown() {
        failWith(new IndexException("the disk has gone", new IOException("gone")));
    }

    /// From now on every search fails so.
    public void failWith(Throwable thrown) {
        failure = thrown;
    }

    public Optional<SearchQuery> lastQuery() {
        return Optional.ofNullable(lastQuery);
    }

    @Override
    public List<Hit> search(SearchQuery query) {
        lastQuery = query;
        switch (failure) {
            case null -> {}
            case RuntimeException exception -> throw exception;
            case Error error -> throw error;
            case Throwable other -> throw new IllegalStateException(other);
        }
        return hits.stream()
                .filter(hit ->
                        query.filter().map(filter -> matches(filter, hit)).orElse(true))
                .map(hit -> scored(hit, query))
                .filter(hit -> hit.score() > 0)
                .sorted(Comparator.comparingDouble(Hit::score).reversed())
                .limit(query.limit())
                .toList();
    }

    @Override
    public void apply(List<DocumentUpdate> updates) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<DocumentKey, IndexedDocument> find(Collection<DocumentKey> keys) {
        return hits.stream()
                .filter(hit -> keys.contains(hit.key()))
                .collect(Collectors.toMap(
                        Hit::key,
                        hit -> new IndexedDocument(hit.key(), "hash", hit.position(), 1),
                        (first, second) -> first));
    }

    @Override
    public Optional<HeldDocument> read(DocumentKey key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ListedDocument> list(Listing listing) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Stream<IndexedDocument> documents(SourceId source) {
        return Stream.empty();
    }

    @Override
    public long documentCount(SourceId source) {
        return hits.stream().filter(hit -> hit.key().source().equals(source)).count();
    }

    @Override
    public long documentCount() {
        return hits.size();
    }

    @Override
    public long passageCount() {
        return hits.size();
    }

    @Override
    public Health check() {
        return Health.up("in memory");
    }

    @Override
    public void close() {}

    private static boolean matches(Filter filter, Hit hit) {
        return switch (filter) {
            case Filter.InSources in -> in.sources().contains(hit.key().source());
            case Filter.Equals equals -> equals.value().equals(hit.metadata().get(equals.field()));
            case Filter.And and -> and.all().stream().allMatch(part -> matches(part, hit));
            default -> throw new UnsupportedOperationException(filter.toString());
        };
    }

    private Hit scored(Hit hit, SearchQuery query) {
        float[] question = vectors.embedQuestion(query.text());
        float[] passage = vectors.embedQuestion(hit.passage().embeddedText());
        double cosine = 0;
        for (int i = 0; i < question.length; i++) {
            cosine += question[i] * passage[i];
        }
        return new Hit(hit.key(), hit.title(), hit.metadata(), hit.passage(), hit.position(), cosine, cosine, 0);
    }
}
