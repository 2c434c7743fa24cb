package io.tabletalk.chat;

import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.Freshness;
import io.tabletalk.source.Sources;
import io.tabletalk.web.ApiException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Looks after the sources that a request names: tells a misspelt one from one that has no answer, since both would
/// find nothing, and waits until the index is as current as asked for.
@Component
class RequestedSources {

    private final Sources sources;
    private final KnowledgeIndex index;
    private final Freshness freshness;
    private final ChatSettings settings;

    RequestedSources(Sources sources, KnowledgeIndex index, Freshness freshness, ChatSettings settings) {
        this.sources = sources;
        this.index = index;
        this.freshness = freshness;
        this.settings = settings;
    }

    /// Waits until the index has what a live source had at a position.
    ///
    /// @param names    valid names, or null for all sources
    /// @param position null not to wait
    /// @throws ApiException when it takes longer than the settings allow, or there is no such position
    void awaitPosition(@Nullable List<String> names, @Nullable String position) {
        if (position != null) {
            List<SourceId> among = names == null
                    ? List.of()
                    : names.stream().map(SourceId::new).toList();
            freshness.await(among, position, settings.atLeastLimit());
        }
    }

    /// @param names valid names, or null for all sources
    /// @throws ApiException 422 `source_not_found` when one is neither defined nor has a document
    void requireKnown(@Nullable List<String> names) {
        if (names != null) {
            names.stream()
                    .filter(name -> !isKnown(new SourceId(name)))
                    .findFirst()
                    .ifPresent(name -> {
                        throw ApiException.invalid(
                                "source_not_found", "There is no source '" + name + "'. GET /api/sources lists them.");
                    });
        }
    }

    private boolean isKnown(SourceId source) {
        return sources.find(source).isPresent() || index.documentCount(source) > 0;
    }
}
