package io.tabletalk.source.http;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
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
        JsonNode body,
        String link,
        Optional<String> entityTag,
        Optional<String> modified,
        String fingerprint,
        int size) {

    private static final Pattern OF_PAGES = Pattern.compile(
            "\\brel\\s*=\\s*\"?[^\",;]*\\b(next|prev|previous|first|last)\\b", Pattern.CASE_INSENSITIVE);

    /// The same once the server has said that it is still so: headers that come with that replace the stored ones
    /// (RFC 9111, section 4.3.4), the others stay. A `Link` that tells of no pages, as proxies add, replaces none
    /// that
    /// does.
    Answer confirmedBy(HttpHeaders headers) {
        return new Answer(
                body,
                linkOf(headers).filter(link -> OF_PAGES.matcher(link).find()).orElse(link),
                headers.firstValue("ETag").or(() -> entityTag),
                headers.firstValue("Last-Modified").or(() -> modified),
                fingerprint,
                size);
    }

    /// The header `Link`, its values joined by commas.
    static Optional<String> linkOf(HttpHeaders headers) {
        List<String> links = headers.allValues("Link");
        return links.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", links));
    }

    /// Whether the server can say later that nothing has changed.
    boolean canBeAskedForAgain() {
        return entityTag.isPresent() || modified.isPresent();
    }
}
