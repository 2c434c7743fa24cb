package io.tabletalk.source;

import io.tabletalk.knowledge.Document;
import io.tabletalk.knowledge.DocumentKey;
import org.jspecify.annotations.Nullable;

/// What stands at one place of a source: a document, something that should have been one, or that one is gone.
public sealed interface SourceRecord {

    record Readable(Document document) implements SourceRecord {}

    /// A document that the source says is there no more. Only among changes: a complete read tells by leaving it out.
    ///
    /// @param key what may be a document's key
    record Gone(String key) implements SourceRecord {

        public Gone {
            DocumentKey.fault(key).ifPresent(fault -> {
                throw new IllegalArgumentException(fault);
            });
        }
    }

    /// A row that could not be understood. It is reported and kept as a dead letter; it never stops the rows after it.
    ///
    /// @param key     the document key it would have had, whose document is then kept as it is; null when it is not
    ///                known, so that it may be any document of its part; [#NO_KEY] when it is certain to be none.
    /// What
    ///                can be no key of a document becomes that.
    /// @param place   where it stands, for a person: `orders.csv line 17`
    /// @param reason  what is wrong with it, in one sentence
    /// @param excerpt at most [#MAX_EXCERPT] characters of the raw content; in all texts, NUL becomes the sign `␀`
    record Unreadable(@Nullable String key, String place, String reason, String excerpt) implements SourceRecord {

        public static final int MAX_EXCERPT = 500;

        /// The key of what can be no document, since the source holds no key for it.
        public static final String NO_KEY = "";

        public Unreadable {
            key = key != null && DocumentKey.fault(key).isPresent() ? NO_KEY : key;
            place = visible(place);
            reason = visible(reason);
            excerpt = visible(excerpt.substring(0, Math.min(excerpt.length(), MAX_EXCERPT)));
        }

        /// NUL as the sign for it, since neither a person nor every database can take the character.
        private static String visible(String text) {
            return text.replace('\0', '\u2400');
        }
    }
}
