package io.tabletalk.index.lucene;

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
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.knowledge.SourcePosition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.FSDirectory;

/// The index in a directory of this machine.
///
/// One thread writes at a time; searches never wait for it. Each [#apply] ends with one commit, so what it returns from
/// has reached the disk. After a failed write the index goes back to its last commit; as long as that cannot be opened
/// for writing, since the disk is still full, searches go on and each further [#apply] tries again.
final class LuceneIndex implements KnowledgeIndex {

    private final Session.Disk disk;
    private final Path path;
    private final String fingerprint;
    private final double denseWeight;
    private final Language language;
    private final Analyzer analyzer;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile Session session;
    private volatile Optional<String> bookmark;
    private volatile boolean closed;

    /// @param path        the directory; made when it is missing
    /// @param fingerprint of the embedding engine whose vectors are stored
    /// @param denseWeight of that engine
    /// @param language    of the documents
    LuceneIndex(Path path, String fingerprint, double denseWeight, Language language) {
        this(FSDirectory::open, path, fingerprint, denseWeight, language);
    }

    LuceneIndex(Session.Disk disk, Path path, String fingerprint, double denseWeight, Language language) {
        this.denseWeight = denseWeight;
        this.disk = disk;
        this.path = path;
        this.fingerprint = fingerprint;
        this.language = language;
        this.analyzer =
                new PerFieldAnalyzerWrapper(language.newAnalyzer(), Map.of(Fields.IDENTIFIERS, new Identifiers()));
        this.session = openSession();
        this.bookmark = session.bookmark();
    }

    private Session openSession() {
        return Session.open(disk, path, analyzer, fingerprint, language);
    }

    @Override
    public void apply(List<DocumentUpdate> updates) {
        change(() -> write(newest(updates)));
    }

    /// @see io.tabletalk.index.BookmarkedIndex
    void apply(List<DocumentUpdate> updates, String bookmark) {
        change(() -> {
            write(newest(updates));
            session.note(bookmark);
        });
    }

    /// @see io.tabletalk.index.BookmarkedIndex
    Optional<String> bookmark() {
        return bookmark;
    }

    /// @see io.tabletalk.index.BookmarkedIndex
    void clear() {
        change(() -> {
            session.writer().deleteAll();
            session.note(null);
        });
    }

    /// Makes a change and commits it, or goes back to the last commit.
    private void change(Change change) {
        writing.lock();
        try {
            requireOpen();
            try {
                change.make();
                session.commit();
                bookmark = session.bookmark();
            } catch (IOException | AlreadyClosedException e) {
                goBackToLastCommit(e);
                throw new IndexException("The index in " + path + " cannot be written: " + e.getMessage(), e);
            }
        } finally {
            writing.unlock();
        }
    }

    /// The updates that are not older than what is held, the last one of each document.
    private Collection<DocumentUpdate> newest(List<DocumentUpdate> updates) {
        Map<DocumentKey, SourcePosition> held = new HashMap<>();
        find(updates.stream().map(DocumentUpdate::key).toList())
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

    private void write(Collection<DocumentUpdate> updates) throws IOException {
        for (DocumentUpdate update : updates) {
            Term key = Fields.key(update.key());
            switch (update) {
                case DocumentUpdate.Replace replace -> session.writer().updateDocuments(key, Blocks.of(replace));
                case DocumentUpdate.Remove ignored -> session.writer().deleteDocuments(key);
            }
        }
    }

    @Override
    public boolean expunge() {
        try {
            writable().writer().forceMergeDeletes();
            writing.lock();
            try {
                requireOpen();
                session.commit();
                session.writer().deleteUnusedFiles();
                return true;
            } finally {
                writing.unlock();
            }
        } catch (IOException | AlreadyClosedException e) {
            throw new IndexException("The index in " + path + " cannot be rewritten: " + e.getMessage(), e);
        }
    }

    private Session writable() {
        writing.lock();
        try {
            requireOpen();
            return session;
        } finally {
            writing.unlock();
        }
    }

    private void goBackToLastCommit(Exception failure) {
        try {
            session.stopWriting();
            reopen();
        } catch (IOException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /// The old session is closed last: until then searches use it.
    private void reopen() {
        Session old = session;
        session = openSession();
        old.abandon();
    }

    @Override
    public List<Hit> search(SearchQuery query) {
        return read(searcher -> new HybridSearch(searcher, query, analyzer, denseWeight).run());
    }

    @Override
    public List<Double> rarity(List<String> words) {
        return read(searcher -> new Rarity(searcher, analyzer).of(words));
    }

    @Override
    public Map<DocumentKey, IndexedDocument> find(Collection<DocumentKey> keys) {
        return read(searcher -> Headers.find(searcher.getIndexReader(), keys));
    }

    @Override
    public Optional<HeldDocument> read(DocumentKey key) {
        return read(searcher -> new Browsing(searcher, analyzer).read(key));
    }

    @Override
    public List<ListedDocument> list(Listing listing) {
        return read(searcher -> new Browsing(searcher, analyzer).list(listing));
    }

    /// The sources that have documents here.
    Set<SourceId> sources() {
        return read(searcher -> Headers.sources(searcher.getIndexReader()));
    }

    @Override
    public Stream<IndexedDocument> documents(SourceId source) {
        try {
            Acquired acquired = acquire();
            return Headers.of(acquired.searcher().getIndexReader(), source).onClose(() -> release(acquired));
        } catch (IOException | AlreadyClosedException e) {
            throw unreadable(e);
        }
    }

    @Override
    public long documentCount(SourceId source) {
        return read(searcher -> searcher.count(new TermQuery(new Term(Fields.DOCUMENT_SOURCE, source.value()))));
    }

    @Override
    public long documentCount() {
        return read(searcher -> Headers.count(searcher.getIndexReader()));
    }

    @Override
    public long passageCount() {
        return read(searcher -> searcher.count(new MatchAllDocsQuery()) - Headers.count(searcher.getIndexReader()));
    }

    @Override
    public Health check() {
        try {
            return Health.up(counted(documentCount(), "document") + ", " + counted(passageCount(), "passage") + ".");
        } catch (IndexException e) {
            return Health.down(String.valueOf(e.getMessage()));
        }
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    @Override
    public void close() {
        writing.lock();
        try {
            if (!closed) {
                closed = true;
                session.abandon();
            }
        } finally {
            writing.unlock();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The index is closed.");
        }
        if (!session.writer().isOpen()) {
            reopen();
        }
    }

    private <T> T read(Reading<T> reading) {
        try {
            Acquired acquired = acquire();
            try {
                return reading.read(acquired.searcher());
            } finally {
                release(acquired);
            }
        } catch (IOException | AlreadyClosedException e) {
            throw unreadable(e);
        }
    }

    /// A session may be replaced between looking it up and using it; the new one is there by then.
    private Acquired acquire() throws IOException {
        try {
            return Acquired.of(session);
        } catch (AlreadyClosedException e) {
            return Acquired.of(session);
        }
    }

    private void release(Acquired acquired) {
        try {
            acquired.session().searchers().release(acquired.searcher());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private IndexException unreadable(Exception failure) {
        return new IndexException("The index in " + path + " cannot be read: " + failure.getMessage(), failure);
    }

    private record Acquired(Session session, IndexSearcher searcher) {
        static Acquired of(Session session) throws IOException {
            return new Acquired(session, session.searchers().acquire());
        }
    }

    private interface Reading<T> {
        T read(IndexSearcher searcher) throws IOException;
    }

    private interface Change {
        void make() throws IOException;
    }
}
