package io.tabletalk.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tabletalk.chat.Retrieval.Found;
import io.tabletalk.index.Hit;
import io.tabletalk.index.SearchQuery;
import io.tabletalk.index.SearchQuery.Mode;
import io.tabletalk.retrieval.Reranker;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetrievalTest {

    private final ListIndex index = new ListIndex()
            .add(Passages.hit("One", "Assam tea."))
            .add(Passages.hit("Two", "Assam tea and milk."))
            .add(Passages.hit("Three", "Assam tea, milk, sugar and cake."));

    /// Puts what the search has found in the reverse order.
    private static final class Reversing implements Reranker {

        @Override
        public SearchQuery widened(SearchQuery query) {
            return query.withLimit(3);
        }

        @Override
        public List<Hit> rerank(String question, List<Hit> bestFirst) {
            return bestFirst.reversed();
        }
    }

    private final Retrieval retrieval =
            new Retrieval(new WordVectors(), index, new Reversing(), new ChatMetrics(new SimpleMeterRegistry()));

    @Test
    void theBestScoreIsThatOfTheSearchWhereverTheCloserLookPutsItsPassage() {
        Found found = retrieval.find("Assam tea", Mode.HYBRID, 1, Optional.empty());

        assertThat(found.hits()).extracting(Hit::title).containsExactly("Three");
        assertThat(found.best()).isGreaterThan(found.hits().getFirst().score());
    }

    @Test
    void searchesByOneSideStayInTheirOrder() {
        Found found = retrieval.find("Assam tea", Mode.DENSE, 3, Optional.empty());

        assertThat(found.hits()).extracting(Hit::title).containsExactly("One", "Two", "Three");
        assertThat(found.best()).isEqualTo(found.hits().getFirst().score());
    }
}
