package io.tabletalk.source.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which fields of records a user has chosen, and for what; empty and null mean that nothing was said. Nested fields
/// are named by their path.
///
/// @param keyFields  what identifies a record
/// @param fields     the fields to keep
/// @param textFields the fields to search by meaning
/// @param titleField the field that names a record
public record RecordChoice(
        List<String> keyFields,
        List<String> fields,
        List<String> textFields,
        @Nullable String titleField) {}
