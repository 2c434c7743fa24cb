package io.tabletalk.index.lucene;

import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.index.KnowledgeIndex;
import java.nio.file.Path;

/// Opens Lucene indexes outside the server.
public final class LuceneIndexes {

    private LuceneIndexes() {}

    /// Opens the index in a directory, or makes an empty one there. Whoever opens it closes it.
    ///
    /// @throws io.tabletalk.index.IndexException when another process has it open, or it was made by another engine
    public static KnowledgeIndex open(Path directory, EmbeddingEngine engine) {
        return new LuceneIndex(directory, engine.fingerprint(), engine.denseWeight(), Language.ENGLISH);
    }
}
