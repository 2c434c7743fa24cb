package io.tabletalk.source.jdbc;

import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A table or view as the database describes it.
///
/// @param columns   in the table's order
/// @param keyNames  columns of the primary key, or else of a unique index over columns that are never null, in key
///                  order; empty when there is neither
/// @param estimated about how many rows there are, or null when the database has not counted yet
record Table(
        String schema,
        String name,
        List<Column> columns,
        List<String> keyNames,
        @Nullable Long estimated) {

    /// `"schema"."name"`
    String quoted() {
        return Identifiers.quote(schema) + "." + Identifiers.quote(name);
    }

    /// The column of that name.
    ///
    /// @throws SourceException INVALID when there is none, with the names there are
    Column column(String wanted) {
        return columns.stream()
                .filter(column -> column.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new SourceException(
                        Kind.INVALID,
                        "Table '" + name + "' has no column '" + wanted + "'. It has "
                                + String.join(
                                        ", ", columns.stream().map(Column::name).toList()) + "."));
    }

    List<Column> columns(List<String> names) {
        return names.stream().map(this::column).toList();
    }
}
