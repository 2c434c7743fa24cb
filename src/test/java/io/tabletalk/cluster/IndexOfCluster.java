package io.tabletalk.cluster;

import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.index.chroma.TestChroma;
import io.tabletalk.index.lucene.LuceneIndexes;
import io.tabletalk.testing.Chroma;

/// The index of a cluster, to be looked into from outside.
final class IndexOfCluster {

    private static final String DATABASE = "default_database";

    private IndexOfCluster() {}

    /// A Lucene index must not be open in the server at the same time.
    static KnowledgeIndex open(Cluster cluster, EmbeddingEngine engine) {
        Chroma chroma = cluster.chroma();
        return chroma == null
                ? LuceneIndexes.open(cluster.data().resolve("index"), engine)
                : TestChroma.open(chroma.url(), DATABASE, engine.fingerprint());
    }
}
