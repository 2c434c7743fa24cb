package io.tabletalk.chat;

import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.index.Filter;
import io.tabletalk.index.Hit;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.index.SearchQuery;
import io.tabletalk.index.SearchQuery.Mode;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Finds the passages for a question.
@Component
class Retrieval {

    /// Of a longer text the beginning and the end are searched for: the question stands in one of them.
    private static final int LONGEST_QUERY = 2_000;

    private final EmbeddingEngine embeddings;
    private final KnowledgeIndex index;

    Retrieval(EmbeddingEngine embeddings, KnowledgeIndex index) {
        this.embeddings = embeddings;
        this.index = index;
    }

    /// @param vector the question's
    /// @param hits   best first
    record Found(float[] vector, List<Hit> hits) {}

    Found find(String question, Mode mode, int limit, Optional<Filter> filter) {
        String text = shortened(question);
        float[] vector = mode == Mode.KEYWORD ? new float[0] : embeddings.embedQuestion(text);
        return new Found(vector, index.search(new SearchQuery(text, vector, mode, limit, filter)));
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
