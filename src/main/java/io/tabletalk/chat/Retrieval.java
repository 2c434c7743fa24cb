package io.tabletalk.chat;

import io.tabletalk.embedding.EmbeddedQuestion;
import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.index.Capability;
import io.tabletalk.index.Filter;
import io.tabletalk.index.Hit;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.index.SearchQuery;
import io.tabletalk.index.SearchQuery.Mode;
import io.tabletalk.index.SearchQuery.Options;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.retrieval.Reranker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Finds the passages for a question.
@Component
class Retrieval {

    /// Of a longer text the beginning and the end are searched for: the question stands in one of them.
    private static final int LONGEST_QUERY = 2_000;

    private final EmbeddingEngine embeddings;
    private final KnowledgeIndex index;
    private final Reranker reranker;
    private final ChatMetrics metrics;

    Retrieval(EmbeddingEngine embeddings, KnowledgeIndex index, Reranker reranker, ChatMetrics metrics) {
        this.embeddings = embeddings;
        this.index = index;
        this.reranker = reranker;
        this.metrics = metrics;
    }

    /// @param vector the question's
    /// @param hits   best first
    /// @param best   score of the best passage of the search, which a closer look may have put behind others; 0
    /// when
    ///               nothing was found
    record Found(float[] vector, List<Hit> hits, double best) {

        /// As the search has ordered them.
        static Found of(float[] vector, List<Hit> hits) {
            return new Found(vector, hits, hits.isEmpty() ? 0 : hits.getFirst().score());
        }
    }

    Found find(String question, Mode mode, int limit, Optional<Filter> filter) {
        return find(question, mode, limit, filter, Options.NONE);
    }

    Found find(String question, Mode mode, int limit, Optional<Filter> filter, Options options) {
        long begin = System.nanoTime();
        String text = shortened(question);
        EmbeddedQuestion embedded =
                mode == Mode.KEYWORD ? new EmbeddedQuestion(new float[0], "") : embeddings.question(text);
        float[] vector = embedded.vector();
        SearchQuery query = new SearchQuery(text, vector, mode, limit, filter, options).by(embedded.fingerprint());
        Found found = mode == Mode.HYBRID ? reranked(query) : Found.of(vector, index.search(query));
        metrics.searched(mode, Duration.ofNanos(System.nanoTime() - begin));
        return found;
    }

    private Found reranked(SearchQuery query) {
        Found found = Found.of(query.vector(), index.search(reranker.widened(query)));
        List<Hit> reranked = reranker.rerank(query.text(), found.hits()).stream()
                .limit(query.limit())
                .toList();
        return new Found(query.vector(), reranked, found.best());
    }

    /// Which of these documents the index does not hold (any more).
    List<DocumentKey> gone(List<DocumentKey> documents) {
        Set<DocumentKey> held = index.find(documents).keySet();
        return documents.stream().filter(document -> !held.contains(document)).toList();
    }

    boolean searchesByWords() {
        return index.capabilities().contains(Capability.SEARCH_BY_WORDS);
    }

    long passages() {
        return index.passageCount();
    }

    private static String shortened(String text) {
        if (text.length() <= LONGEST_QUERY) {
            return text;
        }
        int half = LONGEST_QUERY / 2;
        return text.substring(0, half) + " " + text.substring(text.length() - half);
    }
}
