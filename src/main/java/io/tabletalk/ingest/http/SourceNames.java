package io.tabletalk.ingest.http;

import io.tabletalk.knowledge.SourceId;
import io.tabletalk.web.ApiException;

/// Source names as they stand in a request.
final class SourceNames {

    private SourceNames() {}

    static SourceId parse(String name) {
        try {
            return new SourceId(name);
        } catch (IllegalArgumentException e) {
            throw ApiException.invalid("source_name_invalid", String.valueOf(e.getMessage()));
        }
    }
}
