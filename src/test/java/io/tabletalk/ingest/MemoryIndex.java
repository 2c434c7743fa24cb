package io.tabletalk.ingest;

import io.tabletalk.health.Health;
import io.tabletalk.index.BookmarkedIndex;
import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.index.HeldDocument;
import io.tabletalk.index.Hit;
import io.tabletalk.index.IndexedDocument;
import io.tabletalk.index.ListedDocument;
import io.tabletalk.index.Listing;
import io.tabletalk.index.SearchQuery;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.SourceId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// An index that only remembers what was applied.
final class MemoryIndex implements BookmarkedIndex {

    private final Map<DocumentKey, DocumentUpdate.Replace> documents = new TreeMap<>();
    private Optional<String> bookmark = Optional.empty();
    Supplier<Optional<String>> refusal = Optional::empty;
    /// Called before each update; may throw.
    volatile Consumer<DocumentUpdate> onApply = update -> {};

    @Override
    public synchronized void apply(List<DocumentUpdate> updates) {
        for (DocumentUpdate update : updates) {
            onApply.accept(update);
            DocumentUpdate.Replace held = documents.get(update.key());
            if (held != null && held.position().compareTo(update.position()) > 0) {
                continue;
            }
            switch (update) {
                case DocumentUpdate.Replace replace -> documents.put(replace.key(), replace);
                case DocumentUpdate.Remove remove -> documents.remove(remove.key());
            }
        }
    }

    @Override
    public synchronized void apply(List<DocumentUpdate> updates, String place) {
        apply(updates);
        bookmark = Optional.of(place);
    }

    @Override
    public synchronized Optional<String> bookmark() {
        return bookmark;
    }

    @Override
    public void refuseSearches(Supplier<Optional<String>> reason) {
        refusal = reason;
    }

    @Override
    public synchronized void clear() {
        documents.clear();
        bookmark = Optional.empty();
    }

    synchronized List<String> texts() {
        return documents.values().stream()
                .map(document -> document.passages().getFirst().passage().text())
                .sorted()
                .toList();
    }

    synchronized List<String> keys() {
        return documents.keySet().stream().map(DocumentKey::key).toList();
    }

    @Override
    public synchronized Map<DocumentKey, IndexedDocument> find(Collection<DocumentKey> keys) {
        Map<DocumentKey, IndexedDocument> found = new TreeMap<>();
        for (DocumentKey key : keys) {
            DocumentUpdate.Replace held = documents.get(key);
            if (held != null) {
                found.put(key, indexed(held));
            }
        }
        return found;
    }

    @Override
    public synchronized Optional<HeldDocument> read(DocumentKey key) {
        return Optional.ofNullable(documents.get(key))
                .map(held -> new HeldDocument(
                        key,
                        held.title(),
                        held.metadata(),
                        held.position(),
                        null,
                        held.passages().stream()
                                .map(DocumentUpdate.EmbeddedPassage::passage)
                                .toList()));
    }

    @Override
    public List<ListedDocument> list(Listing listing) {
        throw new UnsupportedOperationException();
    }

    @Override
    public synchronized Stream<IndexedDocument> documents(SourceId source) {
        return documents.values().stream()
                .filter(document -> document.key().source().equals(source))
                .map(MemoryIndex::indexed)
                .toList()
                .stream();
    }

    @Override
    public long documentCount(SourceId source) {
        return documents(source).count();
    }

    @Override
    public synchronized long documentCount() {
        return documents.size();
    }

    @Override
    public synchronized long passageCount() {
        return documents.values().stream()
                .mapToLong(document -> document.passages().size())
                .sum();
    }

    @Override
    public List<Hit> search(SearchQuery query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Health check() {
        return Health.up("In memory.");
    }

    @Override
    public void close() {}

    private static IndexedDocument indexed(DocumentUpdate.Replace document) {
        return new IndexedDocument(
                document.key(),
                document.contentHash(),
                document.position(),
                document.passages().size());
    }
}
