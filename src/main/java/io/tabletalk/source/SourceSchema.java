package io.tabletalk.source;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a source offers to read.
///
/// @param fields        in the source's own order
/// @param keyFields     names of the fields that make the document key; empty when the source has none
/// @param estimatedRows about how many documents there are, or null when that is not known without reading them
/// @param samples       a few rows, each as field name to value in the source's own text form; long values are cut
public record SourceSchema(
        List<Field> fields,
        List<String> keyFields,
        @Nullable Long estimatedRows,
        List<Map<String, Object>> samples) {

    /// One field.
    ///
    /// @param type     the source's own name for the type, such as `integer`, `text`, `timestamptz`
    /// @param nullable whether a document may lack it
    /// @param text     whether it is worth searching by meaning: the default choice of text fields
    public record Field(String name, String type, boolean nullable, boolean text) {}
}
