package io.tabletalk.ingest.http;

import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.web.ApiException;

/// Document keys as they stand in a request.
final class DocumentKeys {

    private DocumentKeys() {}

    static DocumentKey parse(SourceId source, String key) {
        try {
            return new DocumentKey(source, key);
        } catch (IllegalArgumentException e) {
            throw ApiException.invalid("document_key_invalid", String.valueOf(e.getMessage()));
        }
    }

    static ApiException notFound(SourceId source, String key) {
        return ApiException.notFound(
                "document_not_found", "The index holds no document '" + key + "' of '" + source + "'.");
    }
}
