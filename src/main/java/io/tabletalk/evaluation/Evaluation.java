package io.tabletalk.evaluation;

import io.tabletalk.embedding.EmbeddingCache;
import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.index.Hit;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.index.SearchQuery;
import io.tabletalk.index.SearchQuery.Mode;
import io.tabletalk.index.lucene.LuceneIndexes;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.retrieval.Reranker;
import io.tabletalk.retrieval.Reranking;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A test collection, indexed and ready to be asked. Its index lies in a temporary folder and is deleted on closing.
///
/// ```java
/// try (Evaluation evaluation =
///         Evaluation.prepare(collection, QuestionChoice.ALL, () -> engine, EmbeddingCache.NONE, true,
/// System.out::println)) {
///     System.out.println(evaluation.measure(Mode.HYBRID).toJson());
/// }
/// ```
public final class Evaluation implements AutoCloseable {

    static final SourceId SOURCE = new SourceId("evaluation");

    /// Passages asked for: enough for a hundred documents, of which several passages may be found.
    private static final int PASSAGES = 2 * Metrics.DEPTH;

    private final TestCollection collection;
    private final EmbeddingEngine engine;
    private final TemporaryFolder folder;
    private final KnowledgeIndex index;
    private final List<Comparison.Run> measured = new ArrayList<>();

    private Evaluation(
            TestCollection collection, EmbeddingEngine engine, TemporaryFolder folder, KnowledgeIndex index) {
        this.collection = collection;
        this.engine = engine;
        this.folder = folder;
        this.index = index;
    }

    /// Indexes a test collection in the BEIR layout: `corpus.jsonl`, `queries.jsonl`, and judgements in `qrels`. Takes
    /// as long as embedding its documents takes, but for those whose vectors were kept.
    ///
    /// @param engine   opens the engine, which is closed with the evaluation; asked once the collection was found
    /// @param cache    of vectors made before, which gets the others; used only while this runs
    /// @param tokens   whether the index shall hold the tokens of passages, for [Reranking#AUTO]
    /// @param progress takes a line for a person now and then
    /// @throws EvaluationException when the collection cannot be read
    public static Evaluation prepare(
            Path directory,
            QuestionChoice choice,
            Supplier<EmbeddingEngine> engine,
            EmbeddingCache cache,
            boolean tokens,
            Consumer<String> progress) {
        TestCollection collection = TestCollection.open(directory, choice);
        EmbeddingEngine opened = engine.get();
        TemporaryFolder folder = TemporaryFolder.create();
        KnowledgeIndex index = LuceneIndexes.open(folder.path(), opened);
        Evaluation evaluation = new Evaluation(collection, opened, folder, index);
        try {
            new CollectionIndexer(opened, cache, tokens, index, progress).index(collection);
            return evaluation;
        } catch (RuntimeException e) {
            evaluation.close();
            throw e;
        }
    }

    /// Asks every question chosen, one after the other. A document's score is that of its best passage. From the second
    /// call on, the result is compared with the best before it. Not for use by several threads.
    public EvaluationResult measure(Mode mode) {
        return measure(mode, Reranking.OFF);
    }

    /// The same, with the best results looked at again as far as is done in this mode: see [Reranking#in].
    public EvaluationResult measure(Mode mode, Reranking wanted) {
        Reranking reranking = wanted.in(mode);
        Reranker reranker = reranking.open(engine, index);
        List<Metrics> questions = new ArrayList<>();
        long nanoseconds = 0;
        for (TestCollection.Question question : collection.questions().values()) {
            long start = System.nanoTime();
            List<Hit> hits = reranker.search(index, query(question.text(), mode));
            nanoseconds += System.nanoTime() - start;
            questions.add(new Metrics(documents(hits), question.relevant()));
        }
        double millisecondsAQuery = nanoseconds / 1e6 / questions.size();
        Optional<Comparison> comparison = compare(new Comparison.Run(
                nameOf(mode, reranking),
                questions.stream().mapToDouble(Metrics::ndcgAt10).toArray()));
        return EvaluationResult.of(
                Metrics.Mean.of(questions),
                index.documentCount(),
                millisecondsAQuery,
                mode,
                reranking,
                engine.fingerprint(),
                comparison);
    }

    /// With the best of those measured before.
    private Optional<Comparison> compare(Comparison.Run run) {
        Optional<Comparison> comparison = measured.stream()
                .max(Comparator.comparingDouble(Comparison.Run::mean))
                .map(run::comparedWith);
        measured.add(run);
        return comparison;
    }

    private static String nameOf(Mode mode, Reranking reranking) {
        String name = mode.name().toLowerCase(Locale.ROOT);
        return reranking == Reranking.OFF ? name : name + " " + reranking;
    }

    private SearchQuery query(String question, Mode mode) {
        float[] vector = mode == Mode.KEYWORD ? new float[0] : engine.embedQuestion(question);
        return new SearchQuery(question, vector, mode, PASSAGES, Optional.empty());
    }

    private static List<String> documents(List<Hit> bestFirst) {
        return bestFirst.stream()
                .map(hit -> hit.key().key())
                .distinct()
                .limit(Metrics.DEPTH)
                .toList();
    }

    @Override
    public void close() {
        try (folder;
                engine;
                index) {
            // Closed in the reverse order, each even when another fails.
        }
    }
}
