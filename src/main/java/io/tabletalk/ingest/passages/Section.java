package io.tabletalk.ingest.passages;

import java.util.List;

/// The text under one heading, up to the next.
///
/// @param headings the headings above it, outermost first
/// @param blocks   paragraphs, tables and fenced code, in order
record Section(List<String> headings, List<Block> blocks) {

    /// @param whole whether it loses its meaning when cut: a table, fenced code
    record Block(int start, int end, boolean whole) {}
}
