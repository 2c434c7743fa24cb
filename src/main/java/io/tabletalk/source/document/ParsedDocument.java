package io.tabletalk.source.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was found in a file.
///
/// @param parts   in their order; none of them is missing, but some may be without text
/// @param title   what the file itself says it is called, or empty
/// @param author  who the file says wrote it, or empty
/// @param created when the file says it was made, as ISO-8601, or empty
/// @param leftOut why not everything is there, in one sentence, or null when everything is
public record ParsedDocument(
        List<Part> parts,
        String title,
        String author,
        String created,
        @Nullable String leftOut) {

    public ParsedDocument {
        parts = List.copyOf(parts);
    }

    /// What a file is divided into.
    public enum Division {
        PAGE,
        SLIDE,
        SHEET,
        /// Not at all: the part is the file.
        WHOLE
    }

    /// A page, slide or sheet, or the whole file.
    ///
    /// @param number 1-based
    /// @param name   of a sheet; empty otherwise
    /// @param text   Markdown: headings with `#`, a table row as `| a | b |`; blank when there is none
    public record Part(Division division, int number, String name, String text) {}
}
