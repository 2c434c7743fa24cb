package io.tabletalk.index.bench;

import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.embedding.EmbeddingEngineAccess;
import io.tabletalk.index.Filter;
import io.tabletalk.index.Hit;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.index.SearchQuery;
import io.tabletalk.index.SearchQuery.Mode;
import io.tabletalk.index.lucene.LuceneIndexes;
import io.tabletalk.retrieval.Reranker;
import io.tabletalk.retrieval.Reranking;
import io.tabletalk.testing.bench.Clients;
import io.tabletalk.testing.bench.Clients.Delays;
import io.tabletalk.testing.bench.Figures;
import io.tabletalk.testing.bench.Memory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// The process that asks an index: one question at a time, then eight clients at once.
final class IndexQuestions {

    static final int WANTED = 10;

    private static final int CLIENTS = 8;
    private static final int SECONDS = 8;
    private static final int DEEP = SearchQuery.MAX_LIMIT;

    private final EmbeddingEngine engine;
    private final KnowledgeIndex index;
    private final Reranker reranker;
    private final List<String> questions;
    private final List<float[]> vectors;
    private final Map<String, Object> figures = new LinkedHashMap<>();

    private IndexQuestions(EmbeddingEngine engine, KnowledgeIndex index, List<String> questions) {
        this.engine = engine;
        this.index = index;
        this.reranker = Reranking.AUTO.open(engine, index);
        this.questions = questions;
        this.vectors = questions.stream().map(engine::embedQuestion).toList();
    }

    /// @param arguments folder of the workload, of the index, of native libraries
    public static void main(String[] arguments) throws Exception {
        List<String> questions = Workload.read(Path.of(arguments[0])).questions();
        try (EmbeddingEngine engine = EmbeddingEngineAccess.open("int8", 0, Path.of(arguments[2]));
                KnowledgeIndex index = LuceneIndexes.open(Path.of(arguments[1]), engine)) {
            ChildProcess.answer(new IndexQuestions(engine, index, questions).measure());
        }
        System.exit(0);
    }

    private Map<String, Object> measure() throws Exception {
        for (int warmUp = 0; warmUp < 2; warmUp++) {
            Clients.oneAtATime(questions.size(), this::find);
        }
        put("", Clients.oneAtATime(questions.size(), this::find));
        put("not_reranked_", Clients.oneAtATime(questions.size(), this::embedAndSearch));
        put("search_", Clients.oneAtATime(questions.size(), question -> search(question, Mode.HYBRID)));
        put("dense_", Clients.oneAtATime(questions.size(), question -> search(question, Mode.DENSE)));
        put("keyword_", Clients.oneAtATime(questions.size(), question -> search(question, Mode.KEYWORD)));
        put("filtered_tenth_", Clients.oneAtATime(questions.size(), question -> filtered(question, "tenth")));
        put("filtered_hundredth_", Clients.oneAtATime(questions.size(), question -> filtered(question, "hundredth")));
        figures.put("queries_per_second", together(this::find));
        figures.put("not_reranked_queries_per_second", together(this::embedAndSearch));
        figures.put("search_queries_per_second", together(question -> search(question, Mode.HYBRID)));
        figures.put("dense_queries_per_second", together(question -> search(question, Mode.DENSE)));
        Memory memory = Memory.ofThisProcess();
        figures.put("resident_megabytes", memory.residentMegabytes());
        figures.put("resident_file_megabytes", memory.ofFilesMegabytes());
        figures.put("hybrid_recall_at_10", Figures.rounded(hybridRecall(), 4));
        figures.put("found", numbers(question -> hits(question, Mode.DENSE, WANTED)));
        return figures;
    }

    private void put(String prefix, Delays delays) {
        figures.put(prefix + "p50_ms", Figures.rounded(delays.milliseconds(50), 2));
        figures.put(prefix + "p99_ms", Figures.rounded(delays.milliseconds(99), 2));
    }

    private double together(IntConsumer ask) throws Exception {
        return together(questions.size(), ask);
    }

    /// Answers per second to eight clients, each of which asks again once it is answered.
    static double together(int questions, IntConsumer ask) throws Exception {
        return Figures.rounded(Clients.together(CLIENTS, SECONDS, questions, ask), 1);
    }

    /// As the server does it.
    private void find(int question) {
        String text = questions.get(question);
        SearchQuery query = new SearchQuery(text, engine.embedQuestion(text), Mode.HYBRID, WANTED, Optional.empty());
        reranker.search(index, query);
    }

    private void embedAndSearch(int question) {
        String text = questions.get(question);
        index.search(new SearchQuery(text, engine.embedQuestion(text), Mode.HYBRID, WANTED, Optional.empty()));
    }

    private void search(int question, Mode mode) {
        hits(question, mode, WANTED);
    }

    private List<Hit> hits(int question, Mode mode, int limit) {
        return index.search(
                new SearchQuery(questions.get(question), vectors.get(question), mode, limit, Optional.empty()));
    }

    private void filtered(int question, String field) {
        Filter filter = new Filter.Equals(field, question % 10);
        index.search(new SearchQuery(
                questions.get(question), vectors.get(question), Mode.HYBRID, WANTED, Optional.of(filter)));
    }

    /// Of the best ten, how many are also the best ten among a thousand candidates from each side.
    private double hybridRecall() {
        List<int[]> deep = numbers(question ->
                hits(question, Mode.HYBRID, DEEP).stream().limit(WANTED).toList());
        return ExactSearch.recall(deep, numbers(question -> hits(question, Mode.HYBRID, WANTED)));
    }

    private List<int[]> numbers(IntFunction<List<Hit>> search) {
        return IntStream.range(0, questions.size())
                .mapToObj(search)
                .map(hits -> hits.stream().mapToInt(IndexQuestions::number).toArray())
                .toList();
    }

    private static int number(Hit hit) {
        return Integer.parseInt(hit.key().key()) * IndexBuild.PASSAGES_A_DOCUMENT
                + hit.passage().ordinal();
    }
}
