package io.tabletalk.index.langchain4j;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingStore;
import io.tabletalk.health.Health;
import io.tabletalk.index.Capability;
import io.tabletalk.index.DocumentUpdate;
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
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/// The index in a store of vectors, which takes, finds and drops passages and can do nothing else. What a document is,
/// and which passages count, the catalogue says: passages are written first, then made to count, then the former ones
/// go. Two processes must not apply updates of one document at once.
final class StoreIndex implements KnowledgeIndex {

    private static final int LISTED_AT_ONCE = 500;

    private final EmbeddingStore<TextSegment> store;
    private final Passages passages;
    private final Catalogue catalogue;

    /// @param dimensions of the vectors
    StoreIndex(EmbeddingStore<TextSegment> store, Catalogue catalogue, int dimensions) {
        this.store = store;
        this.passages = new Passages(store, dimensions);
        this.catalogue = catalogue;
    }

    @Override
    public void apply(List<DocumentUpdate> updates) {
        guarded("written", () -> {
            Map<DocumentKey, DocumentUpdate> newest = newest(updates);
            Set<DocumentKey> keys = updates.stream().map(DocumentUpdate::key).collect(Collectors.toSet());
            removeLeftovers(keys);
            List<DocumentUpdate.Replace> replaced = newest.values().stream()
                    .filter(DocumentUpdate.Replace.class::isInstance)
                    .map(DocumentUpdate.Replace.class::cast)
                    .toList();
            List<Entry> entries = replaced.stream().map(this::entry).toList();
            catalogue.announce(entries.stream()
                    .map(each -> new Catalogue.Leftover(each.key(), each.version(), each.passages()))
                    .toList());
            passages.add(replaced);
            catalogue.replace(
                    entries,
                    newest.values().stream()
                            .filter(DocumentUpdate.Remove.class::isInstance)
                            .map(DocumentUpdate::key)
                            .toList());
            removeLeftovers(keys);
            return keys;
        });
    }

    /// The updates that change something, the last one of each document.
    private Map<DocumentKey, DocumentUpdate> newest(List<DocumentUpdate> updates) {
        Map<DocumentKey, Entry> held =
                catalogue.find(updates.stream().map(DocumentUpdate::key).toList());
        Map<DocumentKey, DocumentUpdate> newest = new HashMap<>();
        for (DocumentUpdate update : updates) {
            Entry before = held.get(update.key());
            DocumentUpdate other = newest.get(update.key());
            boolean older = before != null && update.position().compareTo(before.position()) < 0
                    || other != null && update.position().compareTo(other.position()) < 0;
            if (!older) {
                newest.put(update.key(), update);
            }
        }
        newest.values().removeIf(update -> isHeld(update, held.get(update.key())));
        return newest;
    }

    private static boolean isHeld(DocumentUpdate update, @Nullable Entry held) {
        return held != null
                && update instanceof DocumentUpdate.Replace replace
                && held.version().equals(Entry.version(replace.contentHash(), replace.position()));
    }

    private Entry entry(DocumentUpdate.Replace update) {
        return new Entry(
                update.key(),
                update.contentHash(),
                update.position(),
                update.title(),
                update.metadata(),
                update.passages().size(),
                Entry.version(update.contentHash(), update.position()),
                catalogue.now());
    }

    private void removeLeftovers(Collection<DocumentKey> keys) {
        List<Catalogue.Leftover> leftovers = catalogue.leftovers(keys);
        passages.remove(leftovers);
        catalogue.forget(leftovers);
    }

    @Override
    public List<Hit> search(SearchQuery query) {
        if (query.mode() == SearchQuery.Mode.KEYWORD) {
            throw new UnsupportedOperationException("This store cannot search by words.");
        }
        if (query.vector().length == 0) {
            throw new IndexException(
                    "The question has no vector, and this store searches by nothing else.",
                    new IllegalStateException("no vector"));
        }
        return guarded("searched", () -> new StoreSearch(store, catalogue, passages, query).run());
    }

    @Override
    public Map<DocumentKey, IndexedDocument> find(Collection<DocumentKey> keys) {
        return guarded("read", () -> {
            Map<DocumentKey, IndexedDocument> found = new HashMap<>();
            catalogue.find(keys).forEach((key, entry) -> found.put(key, entry.indexed()));
            return found;
        });
    }

    @Override
    public Optional<HeldDocument> read(DocumentKey key) {
        return guarded(
                "read",
                () -> catalogue
                        .find(key)
                        .map(entry -> new HeldDocument(
                                key,
                                entry.title(),
                                entry.metadata(),
                                entry.position(),
                                entry.indexedAt(),
                                passages.of(entry))));
    }

    @Override
    public List<ListedDocument> list(Listing listing) {
        if (!listing.words().isBlank()) {
            throw new UnsupportedOperationException("This store cannot list documents by their words.");
        }
        String after = listing.after() == null ? "" : listing.after();
        return guarded(
                "read",
                () -> catalogue.page(listing.source(), after, listing.limit()).stream()
                        .map(Entry::listed)
                        .toList());
    }

    /// As the catalogue has them, page by page.
    @Override
    public Stream<IndexedDocument> documents(SourceId source) {
        return Stream.iterate(
                        page(source, ""),
                        page -> !page.isEmpty(),
                        page -> page(source, page.getLast().key().key()))
                .flatMap(List::stream)
                .map(Entry::indexed);
    }

    private List<Entry> page(SourceId source, String after) {
        return guarded("read", () -> catalogue.page(source, after, LISTED_AT_ONCE));
    }

    @Override
    public long documentCount(SourceId source) {
        return guarded("read", () -> catalogue.documents(source));
    }

    @Override
    public long documentCount() {
        return guarded("read", catalogue::documents);
    }

    @Override
    public long passageCount() {
        return guarded("read", catalogue::passages);
    }

    /// Stores list nothing, so nobody can compare what they hold with what they should.
    @Override
    public Set<Capability> capabilities() {
        return EnumSet.noneOf(Capability.class);
    }

    @Override
    public Health check() {
        try {
            guarded("read", passages::probe);
            return Health.up("%d documents, %d passages, in a %s. It is searched by meaning only and cannot be audited."
                    .formatted(documentCount(), passageCount(), store.getClass().getSimpleName()));
        } catch (IndexException e) {
            return Health.down(String.valueOf(e.getMessage()));
        }
    }

    /// Stores throw whatever their clients do. What they say may hold an address or a credential, so it is not passed
    /// on.
    private <T> T guarded(String done, Supplier<T> action) {
        try {
            return action.get();
        } catch (IndexException | DataAccessException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new IndexException(
                    "The store (" + store.getClass().getSimpleName() + ") could not be " + done + ": "
                            + e.getClass().getSimpleName(),
                    e);
        }
    }

    @Override
    public void close() {
        if (store instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                throw new IndexException("The store could not be closed.", e);
            }
        }
    }
}
