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

    /// Documents applied at once.
    private static final int BATCH = 256;

    private static final int DOCUMENTS_A_LINE = 1_000;

    private final PassageEmbedder embedder;
    private final KnowledgeIndex index;
    private final PassageSplitter splitter;
    private final Consumer<String> progress;
    private final SourcePosition position = SourcePosition.readAt(Instant.EPOCH);
    private final List<Document> waiting = new ArrayList<>();
    private final long start = System.nanoTime();
    private int documents;
    private int passages;

    CollectionIndexer(EmbeddingEngine engine, EmbeddingCache cache, KnowledgeIndex index, Consumer<String> progress) {
        this.embedder = new PassageEmbedder(engine, cache, true);
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
        waiting.add(new Document(key, entry.title(), entry.text(), Metadata.EMPTY, Place.WHOLE));
        documents++;
        if (waiting.size() == BATCH) {
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
        List<List<Passage>> cut = waiting.stream().map(splitter::split).toList();
        List<List<Embedding>> embeddings = embedder.embedDocuments(cut.stream()
                .map(passages -> passages.stream().map(Passage::embeddedText).toList())
                .toList());
        List<DocumentUpdate> updates = new ArrayList<>();
        for (int i = 0; i < waiting.size(); i++) {
            updates.add(replace(waiting.get(i), cut.get(i), embeddings.get(i)));
        }
        index.apply(updates);
        passages += cut.stream().mapToInt(List::size).sum();
        waiting.clear();
    }

    private DocumentUpdate replace(Document document, List<Passage> passages, List<Embedding> embeddings) {
        List<EmbeddedPassage> embedded = IntStream.range(0, passages.size())
                .mapToObj(i -> new EmbeddedPassage(passages.get(i), embeddings.get(i)))
                .toList();
        return new DocumentUpdate.Replace(
                document.key(), position, document.contentHash(), document.title(), document.metadata(), embedded);
    }
}
