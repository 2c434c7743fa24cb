package io.tabletalk.source.jdbc;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which columns a user has chosen, and for what; empty and null mean that nothing was said.
///
/// @param fields     the columns to read
/// @param textFields the columns to search by meaning
/// @param keyFields  the columns that identify a row
/// @param titleField the column that names a row
record FieldChoice(
        List<String> fields,
        List<String> textFields,
        List<String> keyFields,
        @Nullable String titleField) {}
