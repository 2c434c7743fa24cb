package io.tabletalk.chat;

import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.Sources;
import io.tabletalk.web.ApiException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Tells a misspelt source from one that has no answer: both would find nothing.
@Component
class RequestedSources {

    private final Sources sources;
    private final KnowledgeIndex index;

    RequestedSources(Sources sources, KnowledgeIndex index) {
        this.sources = sources;
        this.index = index;
    }

    /// @param names valid names, or null for all sources
    /// @throws ApiException 422 `source_not_found` when one is neither defined nor has a document
    void requireKnown(@Nullable List<String> names) {
        if (names != null) {
            names.stream().filter(name -> !isKnown(new SourceId(name))).findFirst().ifPresent(name -> {
                throw ApiException.invalid(
                        "source_not_found", "There is no source '" + name + "'. GET /api/sources lists them.");
            });
        }
    }

    private boolean isKnown(SourceId source) {
        return sources.find(source).isPresent() || index.documentCount(source) > 0;
    }
}
