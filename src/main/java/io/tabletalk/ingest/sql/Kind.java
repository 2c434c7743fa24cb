package io.tabletalk.ingest.sql;

import java.util.Locale;

/// What a row of `batch_document` stands for.
enum Kind {
    DOCUMENT,
    UNREADABLE,
    DUPLICATE,
    REMOVAL;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
