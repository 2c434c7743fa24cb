package io.tabletalk.source.http;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What an endpoint answered.
///
/// @param body       as a tree
/// @param link       the header `Link`, its values joined by commas; empty when there is none
/// @param entityTag  the header `ETag`
/// @param modified   the header `Last-Modified`
/// @param fingerprint a hash of the body, to tell whether two answers are the same
/// @param size       of the body, in bytes
record Answer(
        JsonNode body, String link, Optional<String> entityTag, Optional<String> modified, String fingerprint, int size) {

    /// Whether the server can say later that nothing has changed.
    boolean canBeAskedForAgain() {
        return entityTag.isPresent() || modified.isPresent();
    }
}
