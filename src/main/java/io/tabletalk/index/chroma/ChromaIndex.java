package io.tabletalk.index.chroma;

import io.tabletalk.health.Health;
import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.index.HeldDocument;
import io.tabletalk.index.Hit;
import io.tabletalk.index.IndexException;
import io.tabletalk.index.IndexedDocument;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.index.ListedDocument;
import io.tabletalk.index.Listing;
import io.tabletalk.index.SearchQuery;
import io.tabletalk.index.chroma.ChromaServer.Collections;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.knowledge.SourcePosition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/// The index on a Chroma server, which processes share. Updates of one document must come from one process at a time;
/// the pipeline sees to that.
final class ChromaIndex implements KnowledgeIndex {

    private static final int LISTED_AT_ONCE = 500;

    private final ChromaServer server;
    private final Frequencies frequencies = new Frequencies();
    private final ReentrantLock writing = new ReentrantLock();
    private volatile boolean closed;

    ChromaIndex(ChromaServer server) {
        this.server = server;
    }

    @Override
    public void apply(List<DocumentUpdate> updates) {
        if (closed) {
            throw new IllegalStateException("The index is closed.");
        }
        if (updates.isEmpty()) {
            return;
        }
        writing.lock();
        try {
            Collection<DocumentUpdate> newest = newest(updates);
            server.ask(collections -> {
                new ChromaWrite(collections).write(newest);
                return newest.size();
            });
        } finally {
            writing.unlock();
        }
    }

    /// The updates that are not older than what is held, the last one of each document.
    private Collection<DocumentUpdate> newest(List<DocumentUpdate> updates) {
        Map<DocumentKey, SourcePosition> held = new HashMap<>();
        find(updates.stream().map(DocumentUpdate::key).distinct().toList())
                .forEach((key, document) -> held.put(key, document.position()));
        Map<DocumentKey, DocumentUpdate> newest = new HashMap<>();
        for (DocumentUpdate update : updates) {
            SourcePosition position = held.get(update.key());
            if (position == null || update.position().compareTo(position) >= 0) {
                held.put(update.key(), update.position());
                newest.put(update.key(), update);
            }
        }
        return newest.values();
    }

    @Override
    public List<Hit> search(SearchQuery query) {
        return server.ask(collections -> new ChromaSearch(collections, frequencies, query).run());
    }

    @Override
    public Map<DocumentKey, IndexedDocument> find(Collection<DocumentKey> keys) {
        List<String> ids = keys.stream().map(RecordIds::document).distinct().toList();
        Map<DocumentKey, IndexedDocument> found = new HashMap<>();
        entries(ids).forEach(document -> found.put(document.key(), document));
        return found;
    }

    @Override
    public Optional<HeldDocument> read(DocumentKey key) {
        return server.ask(collections -> new Browsing(collections).read(key));
    }

    @Override
    public List<ListedDocument> list(Listing listing) {
        return server.ask(collections -> new Browsing(collections).list(listing));
    }

    /// What is listed is settled first, by its ids alone.
    @Override
    public Stream<IndexedDocument> documents(SourceId source) {
        return ids(source).stream()
                .gather(Gatherers.windowFixed(LISTED_AT_ONCE))
                .flatMap(some -> entries(some).stream());
    }

    @Override
    public long documentCount(SourceId source) {
        return ids(source).size();
    }

    @Override
    public long documentCount() {
        return server.ask(collections -> collections.documents().count());
    }

    @Override
    public long passageCount() {
        return server.ask(collections -> collections.passages().count());
    }

    @Override
    public Health check() {
        try {
            return Health.up(documentCount() + " documents, " + passageCount() + " passages, on Chroma at "
                    + server.url() + ".");
        } catch (IndexException e) {
            return Health.down(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    private List<String> ids(SourceId source) {
        Map<String, Object> where = Map.of(DocumentEntry.SOURCE, source.value());
        return server.ask(collections -> collections.documents().ids(where, null, null, null));
    }

    private List<IndexedDocument> entries(List<String> ids) {
        return server
                .ask((Collections collections) -> new ArrayList<>(
                        collections.documents().entries(ids, "metadatas").values()))
                .stream()
                .map(entry -> DocumentEntry.of(entry).document())
                .toList();
    }
}
