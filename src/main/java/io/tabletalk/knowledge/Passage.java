package io.tabletalk.knowledge;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A piece of a document small enough to embed.
///
/// @param ordinal 0-based position among the passages of its document
/// @param heading what stands above the text: the document's title and, in a structured text, the section's headings,
///                joined by ` › `. May be empty. It is embedded and searched with the text.
/// @param text    the passage itself, exactly as it stands in the document's text between `place.start()` and
///                `place.end()`
public record Passage(int ordinal, String heading, String text, Place place) {

    public Passage {
        Objects.requireNonNull(heading, "heading");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(place, "place");
    }

    /// What is embedded: the heading on a line of its own, then the text.
    public String embeddedText() {
        return heading.isEmpty() ? text : heading + "\n" + text;
    }

    /// What is searched by words and answered from: what is embedded, and the fields of the document that it does not
    /// show. The number or the date of an order has no meaning to embed, but it is asked for.
    public String textWith(Metadata metadata) {
        return Stream.concat(Stream.of(embeddedText()), metadata.linesBeyond(text).stream())
                .collect(Collectors.joining("\n"));
    }
}
