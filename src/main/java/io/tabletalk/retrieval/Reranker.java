package io.tabletalk.retrieval;

import io.tabletalk.index.Hit;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.index.SearchQuery;
import java.util.List;

/// Looks at the best results again, more closely than a search of the whole index can. Safe for use by several threads.
public interface Reranker {

    /// What to ask the index for, so that the best can be looked at again.
    SearchQuery widened(SearchQuery query);

    /// The same results in the better order. Their scores stay those of the search, so these need not fall any more.
    ///
    /// @param bestFirst as the search has ordered them
    List<Hit> rerank(String question, List<Hit> bestFirst);

    /// The best of an index, looked at again: as many as the query asks for.
    default List<Hit> search(KnowledgeIndex index, SearchQuery query) {
        return rerank(query.text(), index.search(widened(query))).stream()
                .limit(query.limit())
                .toList();
    }
}
