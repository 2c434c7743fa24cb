package io.tabletalk.source;

import io.tabletalk.knowledge.Document;
import io.tabletalk.knowledge.DocumentKey;
import org.jspecify.annotations.Nullable;

/// What stands at one place of a source: a document, something that should have been one, or that one is gone.
public sealed interface SourceRecord {

    record Readable(Document document) implements SourceRecord {}

    /// A document that the source says is there no more. Only among changes: a complete read tells by leaving it out.
    record Gone(String key) implements SourceRecord {}

    /// A row that could not be understood. It is reported and kept as a dead letter; it never stops the rows after it.
    ///
    /// @param key     the document key it would have had, whose document is then kept as it is; null when it is not
    ///                known, so that it may be any document of its part; [#NO_KEY] when it is certain to be none. A key
    ///                that is too long for a document becomes that.
    /// @param place   where it stands, for a person: `orders.csv line 17`
    /// @param reason  what is wrong with it, in one sentence
    /// @param excerpt at most [#MAX_EXCERPT] characters of the raw content
    record Unreadable(@Nullable String key, String place, String reason, String excerpt) implements SourceRecord {

        public static final int MAX_EXCERPT = 500;

        /// The key of what can be no document, since the source holds no key for it.
        public static final String NO_KEY = "";

        public Unreadable {
            key = key != null && key.length() > DocumentKey.MAX_LENGTH ? NO_KEY : key;
            excerpt = excerpt.length() <= MAX_EXCERPT ? excerpt : excerpt.substring(0, MAX_EXCERPT);
        }
    }
}
