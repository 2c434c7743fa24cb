package io.tabletalk.retrieval;

import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.index.Hit;
import io.tabletalk.index.KnowledgeIndex;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The ways to look at results again.
public enum Reranking {
    /// Results stay in the order of the search.
    OFF,
    /// Question and passage are compared token by token; see [LateInteraction].
    LATE_INTERACTION;

    /// @throws IllegalArgumentException when there is none of this name
    public static Reranking of(String name) {
        return Arrays.stream(values())
                .filter(reranking -> reranking.toString().equals(name.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no re-ranking '" + name + "'. Valid are " + names() + "."));
    }

    private static String names() {
        return Arrays.stream(values()).map(Reranking::toString).collect(Collectors.joining(", "));
    }

    /// @param engine that made the vectors of the index
    public Reranker open(EmbeddingEngine engine, KnowledgeIndex index) {
        return switch (this) {
            case OFF -> new Unchanged();
            case LATE_INTERACTION -> new LateInteraction(engine, index);
        };
    }

    /// As it is written in the settings.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private record Unchanged() implements Reranker {

        @Override
        public int depth(int limit) {
            return limit;
        }

        @Override
        public List<Hit> rerank(String question, List<Hit> bestFirst) {
            return bestFirst;
        }
    }
}
