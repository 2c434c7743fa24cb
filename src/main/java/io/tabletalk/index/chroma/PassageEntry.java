package io.tabletalk.index.chroma;

import io.tabletalk.index.chroma.ChromaCollection.Entry;
import io.tabletalk.knowledge.Passage;
import io.tabletalk.knowledge.Place;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// The record of a passage: its text is what was embedded, heading and all, and the fields of its document that this
/// does not show, so that words are found in all of it.
final class PassageEntry {

    static final String DOCUMENT = "document";
    static final String VERSION = "version";
    static final String PLACE = "place";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private PassageEntry() {}

    /// What a passage is besides its text.
    ///
    /// @param textLength null in what an earlier version has written, which holds nothing but heading and text
    private record Rest(
            int ordinal, int headingLength, @Nullable Integer textLength, Place place) {}

    static String rest(Passage passage) {
        return JSON.writeValueAsString(new Rest(
                passage.ordinal(), passage.heading().length(), passage.text().length(), passage.place()));
    }

    /// @param entry with document and metadata
    static Passage of(Entry entry) {
        Rest rest = JSON.readValue(String.valueOf(entry.metadata().get(PLACE)), Rest.class);
        String all = text(entry);
        String heading = all.substring(0, rest.headingLength());
        String beyond = heading.isEmpty() ? all : all.substring(heading.length() + 1);
        String text = rest.textLength() == null ? beyond : beyond.substring(0, rest.textLength());
        return new Passage(rest.ordinal(), heading, text, rest.place());
    }

    static String text(Entry entry) {
        return Objects.requireNonNull(entry.document(), entry.id());
    }
}
