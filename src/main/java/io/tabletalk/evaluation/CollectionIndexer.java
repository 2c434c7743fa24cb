package io.tabletalk.evaluation;

import io.tabletalk.embedding.Embedding;
import io.tabletalk.embedding.EmbeddingCache;
import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.embedding.PassageEmbedder;
import io.tabletalk.evaluation.TestCollection.Entry;
import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.index.DocumentUpdate.EmbeddedPassage;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.ingest.passages.PassageSplitter;
import io.tabletalk.knowledge.Document;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.Metadata;
import io.tabletalk.knowledge.Passage;
import io.tabletalk.knowledge.Place;
import io.tabletalk.knowledge.SourcePosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// Brings the documents of a test collection into an index, as the server does with those of a source.
final class CollectionIndexer {

    /// The defaults of `tabletalk.ingest`.
    private static final int PASSAGE_TOKENS = 256;

    private static final int OVERLAP_TOKENS = 32;

    /// Documents applied at once, and passages after which no more are waited for: all of them are in memory.
    private static final int BATCH = 256;

    private static final int BATCH_PASSAGES = 1_000;

    private static final int DOCUMENTS_A_LINE = 1_000;

    private final PassageEmbedder embedder;
    private final KnowledgeIndex index;
    private final PassageSplitter splitter;
    private final Consumer<String> progress;
    private final SourcePosition position = SourcePosition.readAt(Instant.EPOCH);
    private final List<Cut> waiting = new ArrayList<>();
    private final long start = System.nanoTime();
    private int waitingPassages;
    private int documents;
    private int passages;

    private record Cut(Document document, List<Passage> passages) {

        List<String> texts() {
            return passages.stream().map(Passage::embeddedText).toList();
        }
    }

    /// @param tokens whether the index shall hold codes of the passages' tokens
    CollectionIndexer(
            EmbeddingEngine engine,
            EmbeddingCache cache,
            boolean tokens,
            KnowledgeIndex index,
            Consumer<String> progress) {
        this.embedder = new PassageEmbedder(engine, cache, tokens);
        this.index = index;
        this.splitter = new PassageSplitter(engine, PASSAGE_TOKENS, OVERLAP_TOKENS);
        this.progress = progress;
    }

    void index(TestCollection collection) {
        collection.forEachDocument(this::add);
        applyWaiting();
        tell();
    }

    private void add(Entry entry) {
        DocumentKey key = new DocumentKey(Evaluation.SOURCE, entry.id());
        Document document = new Document(key, entry.title(), entry.text(), Metadata.EMPTY, Place.WHOLE);
        Cut cut = new Cut(document, splitter.split(document));
        waiting.add(cut);
        waitingPassages += cut.passages().size();
        documents++;
        if (waiting.size() == BATCH || waitingPassages >= BATCH_PASSAGES) {
            applyWaiting();
        }
        if (documents % DOCUMENTS_A_LINE == 0) {
            tell();
        }
    }

    private void tell() {
        double seconds = (System.nanoTime() - start) / 1e9;
        progress.accept(String.format(
                Locale.ROOT, "%,d documents, %,d passages indexed in %.0f s", documents, passages, seconds));
    }

    private void applyWaiting() {
        List<List<Embedding>> embeddings =
                embedder.embedDocuments(waiting.stream().map(Cut::texts).toList());
        List<DocumentUpdate> updates = new ArrayList<>();
        for (int i = 0; i < waiting.size(); i++) {
            updates.add(replace(waiting.get(i), embeddings.get(i)));
        }
        index.apply(updates);
        passages += waitingPassages;
        waitingPassages = 0;
        waiting.clear();
    }

    private DocumentUpdate replace(Cut cut, List<Embedding> embeddings) {
        Document document = cut.document();
        List<EmbeddedPassage> embedded = IntStream.range(0, embeddings.size())
                .mapToObj(i -> new EmbeddedPassage(cut.passages().get(i), embeddings.get(i)))
                .toList();
        return new DocumentUpdate.Replace(
                document.key(), position, document.contentHash(), document.title(), document.metadata(), embedded);
    }
}
