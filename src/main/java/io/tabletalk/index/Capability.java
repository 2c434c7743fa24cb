package io.tabletalk.index;

/// What an index may be unable to do. Whoever needs it asks first and says so; everything else every index does.
public enum Capability {
    /// Finds passages by their words: without it, [SearchQuery.Mode#KEYWORD] fails, and HYBRID ranks by meaning alone.
    SEARCH_BY_WORDS,
    /// Lists documents by words of their passages: without it, [Listing#words] are blank.
    LIST_BY_WORDS,
    /// [KnowledgeIndex#documents] tells what the store itself holds, so that an audit proves something.
    AUDIT
}
