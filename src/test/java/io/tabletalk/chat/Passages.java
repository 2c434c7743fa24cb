package io.tabletalk.chat;

import io.tabletalk.index.Hit;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.Metadata;
import io.tabletalk.knowledge.Passage;
import io.tabletalk.knowledge.Place;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.knowledge.SourcePosition;
import java.time.Instant;
import java.util.Map;

/// Makes passages for tests.
public final class Passages {

    public static final Instant READ_AT = Instant.parse("2026-03-01T12:00:00Z");

    private Passages() {}

    public static Hit hit(String title, String text) {
        return hit(title, text, 1.0);
    }

    public static Hit hit(String title, String text, double score) {
        return hit("docs", title, text, Map.of(), score);
    }

    public static Hit hit(String source, String title, String text, Map<String, Object> metadata, double score) {
        return new Hit(
                new DocumentKey(new SourceId(source), title),
                title,
                new Metadata(metadata),
                new Passage(0, title, text, Place.WHOLE.at(0, text.length())),
                SourcePosition.readAt(READ_AT),
                score,
                score,
                score);
    }
}
