package io.tabletalk.index;

import io.tabletalk.embedding.EmbeddingCache;
import io.tabletalk.embedding.TextHash;
import io.tabletalk.knowledge.SourceId;
import java.util.List;
import org.springframework.stereotype.Component;

/// Forgets the cached vectors of documents that are gone: a vector says much of its text.
@Component
class CachedVectors implements DocumentTraces {

    private final EmbeddingCache cache;

    CachedVectors(EmbeddingCache cache) {
        this.cache = cache;
    }

    @Override
    public String name() {
        return "cached_vectors";
    }

    @Override
    public long forget(List<Gone> documents) {
        return cache.forget(documents.stream()
                .flatMap(document -> document.texts().stream())
                .map(TextHash::of)
                .toList());
    }

    /// Vectors are kept by their texts, whosever they are: they go with the documents of the source, one by one.
    @Override
    public long forgetAll(SourceId source) {
        return 0;
    }
}
