package io.tabletalk.source;

import io.tabletalk.knowledge.Document;
import org.jspecify.annotations.Nullable;

/// What stands at one place of a source: a document, or something that should have been one.
public sealed interface SourceRecord {

    record Readable(Document document) implements SourceRecord {}

    /// A row that could not be understood. It is reported and kept as a dead letter; it never stops the rows after it.
    ///
    /// @param key     the document key it would have had, when that much could be read
    /// @param place   where it stands, for a person: `orders.csv line 17`
    /// @param reason  what is wrong with it, in one sentence
    /// @param excerpt at most [#MAX_EXCERPT] characters of the raw content
    record Unreadable(@Nullable String key, String place, String reason, String excerpt) implements SourceRecord {

        public static final int MAX_EXCERPT = 500;

        public Unreadable {
            excerpt = excerpt.length() <= MAX_EXCERPT ? excerpt : excerpt.substring(0, MAX_EXCERPT);
        }
    }
}
