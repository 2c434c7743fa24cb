package io.tabletalk.source.jdbc;

import io.tabletalk.source.CloseNames;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A table or view as the database describes it.
///
/// @param columns   in the table's order
/// @param indexes   those that find rows by comparing plain columns, the best key first
/// @param estimated about how many rows there are, or null when the database has not counted yet
record Table(
        String schema,
        String name,
        List<Column> columns,
        List<Index> indexes,
        @Nullable Long estimated) {

    /// An index over all rows.
    ///
    /// @param columns    their names, in the index's order
    /// @param identifies whether no two rows have the same values in these columns, and none is null
    record Index(List<String> columns, boolean identifies) {}

    /// `"schema"."name" t`
    String from() {
        return Identifiers.quote(schema) + "." + Identifiers.quote(name) + " " + Identifiers.TABLE;
    }

    /// The columns that identify a row; empty when nothing does.
    List<Column> key() {
        return indexes.stream()
                .filter(Index::identifies)
                .findFirst()
                .map(index -> columns(index.columns()))
                .orElse(List.of());
    }

    /// Whether rows can be found by these columns without reading the others.
    boolean isIndexed(List<Column> by) {
        List<String> names = by.stream().map(Column::name).toList();
        return indexes.stream()
                .map(Index::columns)
                .anyMatch(indexed -> indexed.size() >= names.size()
                        && indexed.subList(0, names.size()).equals(names));
    }

    /// Whether the database itself keeps rows from having the same values in these columns.
    boolean isUnique(List<Column> by) {
        List<String> names = by.stream().map(Column::name).toList();
        return indexes.stream().filter(Index::identifies).anyMatch(index -> names.containsAll(index.columns()));
    }

    /// The column of that name.
    ///
    /// @throws SourceException INVALID when there is none, with the names that come close
    Column column(String wanted) {
        return columns.stream()
                .filter(column -> column.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new SourceException(
                        Kind.INVALID,
                        "Table '" + name + "' has no column '" + wanted + "'. "
                                + CloseNames.hint(
                                        wanted,
                                        columns.stream().map(Column::name).toList())));
    }

    List<Column> columns(List<String> names) {
        return names.stream().map(this::column).toList();
    }
}
