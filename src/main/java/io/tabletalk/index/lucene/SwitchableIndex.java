package io.tabletalk.index.lucene;

import io.tabletalk.embedding.PassageEmbedder;
import io.tabletalk.embedding.SwitchableEngine;
import io.tabletalk.health.Health;
import io.tabletalk.index.BookmarkedIndex;
import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.index.HeldDocument;
import io.tabletalk.index.Hit;
import io.tabletalk.index.IndexException;
import io.tabletalk.index.IndexedDocument;
import io.tabletalk.index.ListedDocument;
import io.tabletalk.index.Listing;
import io.tabletalk.index.Reembedding;
import io.tabletalk.index.ReembeddingProgress;
import io.tabletalk.index.SearchQuery;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.SourceId;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The index that answers and, after another embedding model was configured, the one that is to replace it.
///
/// Until it is replaced, the index answers with the model its vectors were made with, or by words alone where that
/// model is not at hand. What changes meanwhile goes into both: into the new one with its vectors, into the old one
/// without, to be found by its words. So the new one is complete when everything that was there before has been brought
/// over.
final class SwitchableIndex implements BookmarkedIndex, Reembedding {

    private final IndexFolders folders;
    private final SwitchableEngine engine;
    private final Reembedder reembedder;
    private final Language language;
    private final ReentrantLock changing = new ReentrantLock();
    private volatile Generation serving;
    private volatile @Nullable Generation successor;
    private volatile boolean byWordsAlone;
    private volatile Supplier<Optional<String>> refusal = Optional::empty;

    /// An index with its place.
    record Generation(Path folder, String fingerprint, LuceneIndex index) {

        static Generation open(Path folder, String fingerprint, double denseWeight, Language language) {
            return new Generation(folder, fingerprint, new LuceneIndex(folder, fingerprint, denseWeight, language));
        }
    }

    /// @param embedder of passages, by the configured engine
    /// @param language of the documents
    SwitchableIndex(IndexFolders folders, SwitchableEngine engine, PassageEmbedder embedder, Language language) {
        this.folders = folders;
        this.language = language;
        this.engine = engine;
        Path current = folders.current();
        String held = Session.fingerprintOf(current).orElse(engine.fingerprint());
        this.byWordsAlone = !engine.answerWith(held);
        this.serving = Generation.open(current, held, engine.denseWeight(), language);
        Optional<Path> begun = isUpToDate() ? Optional.empty() : folders.begun(engine.fingerprint());
        folders.deleteOthers(begun.orElse(null));
        this.successor = begun.map(folder -> open(folder)).orElse(null);
        this.reembedder = new Reembedder(this, embedder);
    }

    /// Goes on with what was begun before a restart, or begins.
    ///
    /// @param atStart whether to begin without being asked
    void resume(boolean atStart) {
        if (!isUpToDate() && (successor != null || atStart)) {
            start();
        }
    }

    boolean isUpToDate() {
        return serving.fingerprint().equals(engine.fingerprint());
    }

    @Override
    public ReembeddingProgress progress() {
        return read(generation -> reembedder.progress(generation, engine.fingerprint()));
    }

    @Override
    public ReembeddingProgress start() {
        changing.lock();
        try {
            if (!isUpToDate()) {
                if (successor == null) {
                    successor = begin();
                }
                reembedder.start();
            }
            return progress();
        } finally {
            changing.unlock();
        }
    }

    LuceneIndex oldIndex() {
        return serving.index();
    }

    LuceneIndex newIndex() {
        return required(successor).index();
    }

    private static Generation required(@Nullable Generation successor) {
        if (successor == null) {
            throw new IllegalStateException("There is no index to replace the one that answers");
        }
        return successor;
    }

    private Generation open(Path folder) {
        return Generation.open(folder, engine.fingerprint(), engine.configured().denseWeight(), language);
    }

    /// The new index takes part in every change from now on, so it is as far as the old one.
    private Generation begin() {
        Generation next = open(folders.fresh());
        serving.index().bookmark().ifPresent(bookmark -> next.index().apply(List.of(), bookmark));
        return next;
    }

    /// Runs while nothing else is applied.
    void exclusively(Runnable action) {
        changing.lock();
        try {
            action.run();
        } finally {
            changing.unlock();
        }
    }

    /// Makes the new index the one that answers, now and after a crash, and deletes the old one.
    void replace() {
        Generation old = serving;
        exclusively(() -> {
            Generation next = required(successor);
            folders.switchTo(next.folder());
            engine.answerWith(next.fingerprint());
            serving = next;
            successor = null;
            byWordsAlone = false;
        });
        old.index().close();
        IndexFolders.delete(old.folder());
    }

    @Override
    public void apply(List<DocumentUpdate> updates) {
        change(updates, LuceneIndex::apply);
    }

    @Override
    public void apply(List<DocumentUpdate> updates, String bookmark) {
        change(updates, (index, changed) -> index.apply(changed, bookmark));
    }

    @Override
    public Optional<String> bookmark() {
        return read(generation -> generation.index().bookmark());
    }

    @Override
    public void refuseSearches(Supplier<Optional<String>> reason) {
        refusal = reason;
    }

    @Override
    public void clear() {
        change(List.of(), (index, none) -> index.clear());
    }

    /// In the new index first: the bookmark of the old one says from where both go on.
    private void change(List<DocumentUpdate> updates, BiConsumer<LuceneIndex, List<DocumentUpdate>> change) {
        exclusively(() -> {
            if (isUpToDate()) {
                change.accept(serving.index(), updates);
                return;
            }
            Generation next = successor;
            if (next != null) {
                change.accept(next.index(), updates);
            }
            change.accept(
                    serving.index(), updates.stream().map(WithoutVectors::of).toList());
        });
    }

    /// A question that was embedded by another model than the index, as one that came at the moment of the switch, is
    /// answered by its words.
    @Override
    public List<Hit> search(SearchQuery query) {
        refusal.get().ifPresent(reason -> {
            throw new IndexException(reason, new IllegalStateException("not complete"));
        });
        return read(generation -> {
            boolean comparable =
                    query.embedding().isEmpty() || query.embedding().equals(generation.fingerprint());
            if (comparable || query.mode() == SearchQuery.Mode.KEYWORD) {
                return generation.index().search(query);
            }
            if (query.mode() == SearchQuery.Mode.DENSE) {
                throw new IndexException(notice(generation), new IllegalStateException("other vectors"));
            }
            return generation.index().search(query.withoutMeaning());
        });
    }

    private String notice(Generation generation) {
        return "The index was made with the embedding " + generation.fingerprint() + ", and " + engine.fingerprint()
                + " is configured. It cannot be searched by meaning. Run ./tabletalk reembed, or set the model back.";
    }

    /// What the new index holds is as it will be; the rest is still as it was.
    @Override
    public Map<DocumentKey, IndexedDocument> find(Collection<DocumentKey> keys) {
        Map<DocumentKey, IndexedDocument> found =
                new HashMap<>(read(generation -> generation.index().find(keys)));
        Generation next = successor;
        if (next != null) {
            found.putAll(next.index().find(found.keySet()));
        }
        return found;
    }

    @Override
    public Optional<HeldDocument> read(DocumentKey key) {
        return read(generation -> generation.index().read(key));
    }

    @Override
    public List<ListedDocument> list(Listing listing) {
        return read(generation -> generation.index().list(listing));
    }

    @Override
    public List<Double> rarity(List<String> words) {
        return read(generation -> generation.index().rarity(words));
    }

    @Override
    public boolean expunge() {
        Generation next = successor;
        boolean nothingLeft = next == null || next.index().expunge();
        return read(generation -> generation.index().expunge()) && nothingLeft;
    }

    @Override
    public Stream<IndexedDocument> documents(SourceId source) {
        return read(generation -> generation.index().documents(source));
    }

    @Override
    public long documentCount(SourceId source) {
        return read(generation -> generation.index().documentCount(source));
    }

    @Override
    public long documentCount() {
        return read(generation -> generation.index().documentCount());
    }

    @Override
    public long passageCount() {
        return read(generation -> generation.index().passageCount());
    }

    /// An index that was replaced and closed while it was asked is asked again in its successor.
    private <T> T read(Function<Generation, T> reading) {
        Generation asked = serving;
        try {
            return reading.apply(asked);
        } catch (IndexException | IllegalStateException e) {
            if (asked == serving) {
                throw e;
            }
            return reading.apply(serving);
        }
    }

    @Override
    public Health check() {
        Health health = read(generation -> generation.index().check());
        return isUpToDate() || health.state() == Health.State.DOWN
                ? health
                : Health.degraded(ReembeddingNotice.of(progress(), byWordsAlone));
    }

    @Override
    public void close() {
        reembedder.close();
        exclusively(() -> {
            Generation next = successor;
            if (next != null) {
                next.index().close();
            }
            serving.index().close();
        });
    }
}
