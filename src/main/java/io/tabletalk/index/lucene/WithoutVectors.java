package io.tabletalk.index.lucene;

import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.index.DocumentUpdate.EmbeddedPassage;

/// Updates as they go into an index whose vectors are another model's: to be found by their words alone.
final class WithoutVectors {

    /// Before the content hash, so that such a document is never taken for one that is as it should be.
    private static final String MARK = "without vectors:";

    private static final float[] NONE = {};

    private WithoutVectors() {}

    static DocumentUpdate of(DocumentUpdate update) {
        return switch (update) {
            case DocumentUpdate.Remove remove -> remove;
            case DocumentUpdate.Replace replace ->
                new DocumentUpdate.Replace(
                        replace.key(),
                        replace.position(),
                        MARK + replace.contentHash(),
                        replace.title(),
                        replace.metadata(),
                        replace.passages().stream()
                                .map(embedded -> new EmbeddedPassage(embedded.passage(), NONE))
                                .toList());
        };
    }

    /// The hash as it was before the vectors were left out.
    static String contentHash(String held) {
        return held.startsWith(MARK) ? held.substring(MARK.length()) : held;
    }
}
