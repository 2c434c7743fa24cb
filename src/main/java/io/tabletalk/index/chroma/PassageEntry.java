package io.tabletalk.index.chroma;

import io.tabletalk.index.chroma.ChromaCollection.Entry;
import io.tabletalk.knowledge.Passage;
import io.tabletalk.knowledge.Place;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/// The record of a passage: its text is what was embedded, heading and all, so that words are found in both.
final class PassageEntry {

    static final String DOCUMENT = "document";
    static final String VERSION = "version";
    static final String PLACE = "place";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private PassageEntry() {}

    /// What a passage is besides its text.
    private record Rest(int ordinal, int headingLength, Place place) {}

    static String rest(Passage passage) {
        return JSON.writeValueAsString(
                new Rest(passage.ordinal(), passage.heading().length(), passage.place()));
    }

    /// @param entry with document and metadata
    static Passage of(Entry entry) {
        Rest rest = JSON.readValue(String.valueOf(entry.metadata().get(PLACE)), Rest.class);
        String text = text(entry);
        String heading = text.substring(0, rest.headingLength());
        return new Passage(
                rest.ordinal(), heading, heading.isEmpty() ? text : text.substring(heading.length() + 1), rest.place());
    }

    static String text(Entry entry) {
        return Objects.requireNonNull(entry.document(), entry.id());
    }
}
