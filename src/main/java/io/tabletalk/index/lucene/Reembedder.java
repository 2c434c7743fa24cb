package io.tabletalk.index.lucene;

import io.tabletalk.embedding.Embedding;
import io.tabletalk.embedding.PassageEmbedder;
import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.index.DocumentUpdate.EmbeddedPassage;
import io.tabletalk.index.HeldDocument;
import io.tabletalk.index.IndexedDocument;
import io.tabletalk.index.ReembeddingProgress;
import io.tabletalk.index.ReembeddingProgress.State;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.SourceId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the documents of the old index into the new one, with new vectors, a few at a time.
///
/// While a few are embedded, others may change: what changed or was removed meanwhile is in the new index already, or
/// gone from it, and is left alone.
final class Reembedder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Reembedder.class);
    private static final int DOCUMENTS_AT_ONCE = 16;

    /// No more documents are taken once they have so many passages: what is made of all of them is in memory at once.
    private static final int PASSAGES_AT_ONCE = 500;

    private final SwitchableIndex index;
    private final PassageEmbedder embedder;
    private final AtomicLong done = new AtomicLong();
    private volatile @Nullable Thread running;
    private volatile @Nullable String problem;
    private volatile boolean closed;

    Reembedder(SwitchableIndex index, PassageEmbedder embedder) {
        this.index = index;
        this.embedder = embedder;
    }

    /// Calls must not overlap.
    void start() {
        if (!isRunning() && !closed) {
            problem = null;
            done.set(0);
            running = Thread.ofPlatform().name("re-embedding").daemon().start(this::run);
        }
    }

    private boolean isRunning() {
        Thread thread = running;
        return thread != null && thread.isAlive();
    }

    ReembeddingProgress progress(SwitchableIndex.Generation serving, String configured) {
        long total = serving.index().documentCount();
        String embedding = serving.fingerprint();
        if (embedding.equals(configured)) {
            return new ReembeddingProgress(State.UP_TO_DATE, embedding, configured, total, total, null);
        }
        String failure = problem;
        State state = isRunning() ? State.RUNNING : failure == null ? State.NEEDED : State.FAILED;
        return new ReembeddingProgress(state, embedding, configured, Math.min(done.get(), total), total, failure);
    }

    private void run() {
        try {
            LOG.info("Making new vectors for {} documents", index.oldIndex().documentCount());
            for (SourceId source : index.oldIndex().sources()) {
                bringOver(source);
            }
            if (!closed) {
                index.replace();
                LOG.info("The index has its new vectors and answers with them");
            }
        } catch (RuntimeException e) {
            problem = String.valueOf(e.getMessage());
            LOG.warn("Making new vectors for the index stopped; what is done is kept", e);
        }
    }

    private void bringOver(SourceId source) {
        try (Stream<IndexedDocument> documents = index.oldIndex().documents(source)) {
            Iterator<IndexedDocument> each = documents.iterator();
            while (each.hasNext() && !closed) {
                List<IndexedDocument> few = few(each);
                bringOver(few);
                done.addAndGet(few.size());
            }
        }
    }

    private static List<IndexedDocument> few(Iterator<IndexedDocument> each) {
        List<IndexedDocument> few = new ArrayList<>();
        int passages = 0;
        while (each.hasNext() && few.size() < DOCUMENTS_AT_ONCE && passages < PASSAGES_AT_ONCE) {
            few.add(each.next());
            passages += few.getLast().passages();
        }
        return few;
    }

    private void bringOver(List<IndexedDocument> few) {
        Map<DocumentKey, IndexedDocument> there = index.newIndex().find(keys(few));
        List<DocumentUpdate.Replace> updates = embed(few.stream()
                .filter(document -> isMissing(document, there.get(document.key())))
                .flatMap(document -> unembedded(document).stream())
                .toList());
        if (!updates.isEmpty()) {
            index.exclusively(() -> index.newIndex().apply(unchanged(updates, few)));
        }
    }

    private static boolean isMissing(IndexedDocument document, @Nullable IndexedDocument there) {
        return there == null || there.position().compareTo(document.position()) < 0;
    }

    private static List<DocumentKey> keys(List<IndexedDocument> documents) {
        return documents.stream().map(IndexedDocument::key).toList();
    }

    /// The document without vectors; nothing when it was removed or changed since it was listed.
    private Optional<DocumentUpdate.Replace> unembedded(IndexedDocument listed) {
        return index.oldIndex()
                .read(listed.key())
                .filter(held -> held.position().equals(listed.position()))
                .map(held -> update(held, WithoutVectors.contentHash(listed.contentHash())));
    }

    private static DocumentUpdate.Replace update(HeldDocument held, String contentHash) {
        return new DocumentUpdate.Replace(
                held.key(),
                held.position(),
                contentHash,
                held.title(),
                held.metadata(),
                held.passages().stream()
                        .map(passage -> new EmbeddedPassage(passage, new float[0]))
                        .toList());
    }

    private List<DocumentUpdate.Replace> embed(List<DocumentUpdate.Replace> documents) {
        Iterator<Embedding> embeddings =
                embedder
                        .embedDocuments(
                                documents.stream().map(Reembedder::texts).toList())
                        .stream()
                        .flatMap(List::stream)
                        .iterator();
        return documents.stream()
                .map(document -> new DocumentUpdate.Replace(
                        document.key(),
                        document.position(),
                        document.contentHash(),
                        document.title(),
                        document.metadata(),
                        document.passages().stream()
                                .map(embedded -> new EmbeddedPassage(embedded.passage(), embeddings.next()))
                                .toList()))
                .toList();
    }

    private static List<String> texts(DocumentUpdate.Replace document) {
        return document.passages().stream()
                .map(embedded -> embedded.passage().embeddedText())
                .toList();
    }

    /// Those of which the old index still holds what was listed.
    private List<DocumentUpdate> unchanged(List<DocumentUpdate.Replace> updates, List<IndexedDocument> listed) {
        Map<DocumentKey, IndexedDocument> now = index.oldIndex().find(keys(listed));
        return updates.stream()
                .filter(update -> listed.contains(now.get(update.key())))
                .map(DocumentUpdate.class::cast)
                .toList();
    }

    /// Waits until what is being embedded is stored; the rest is brought over after the next start.
    @Override
    public void close() {
        closed = true;
        Thread thread = running;
        boolean interrupted = false;
        while (thread != null && thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
