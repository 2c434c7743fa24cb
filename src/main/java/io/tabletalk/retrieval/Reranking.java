package io.tabletalk.retrieval;

import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.index.Hit;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.index.SearchQuery;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The ways to look at results again.
public enum Reranking {
    /// Results stay in the order of the search.
    OFF,
    /// As [#LATE_INTERACTION] with the tokens that the index holds, and nothing where it holds none.
    AUTO,
    /// Question and passage are compared token by token; see [LateInteraction]. Where the index does not hold the
    /// tokens,
    /// they are computed anew.
    LATE_INTERACTION;

    private static final Logger LOG = LoggerFactory.getLogger(Reranking.class);

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

    /// What is really done in searches of this mode: AUTO looks again at results of HYBRID alone.
    public Reranking in(SearchQuery.Mode mode) {
        return this == AUTO && mode != SearchQuery.Mode.HYBRID ? OFF : this;
    }

    /// @param engine that made the vectors of the index
    public Reranker open(EmbeddingEngine engine, KnowledgeIndex index) {
        return switch (this) {
            case OFF -> new Unchanged();
            case AUTO -> new LateInteraction(engine, index, false);
            case LATE_INTERACTION -> {
                if (!engine.givesTokens()) {
                    LOG.warn(
                            "{} gives no vectors of tokens: results stay in the order of the search",
                            engine.fingerprint());
                }
                yield new LateInteraction(engine, index, true);
            }
        };
    }

    /// As it is written in the settings.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private record Unchanged() implements Reranker {

        @Override
        public SearchQuery widened(SearchQuery query) {
            return query;
        }

        @Override
        public List<Hit> rerank(String question, List<Hit> bestFirst) {
            return bestFirst;
        }
    }
}
