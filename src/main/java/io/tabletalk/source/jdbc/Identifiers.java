package io.tabletalk.source.jdbc;

import java.util.Collection;
import java.util.stream.Collectors;

/// Writes names into SQL. Only names that the database itself has listed come here, and all are quoted.
final class Identifiers {

    /// The name that a query gives the table. Columns are written with it, because a bare name in ORDER BY means the
    /// query's own output, which may be of another type.
    static final String TABLE = "t";

    private Identifiers() {}

    static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /// The table's column.
    static String column(Column column) {
        return TABLE + "." + quote(column.name());
    }

    static String columns(Collection<Column> columns) {
        return columns.stream().map(Identifiers::column).collect(Collectors.joining(", "));
    }

    /// The columns as texts.
    static String texts(Collection<Column> columns) {
        return columns.stream().map(column -> column(column) + "::text").collect(Collectors.joining(", "));
    }

    /// The columns as one value that can be compared.
    static String row(Collection<Column> columns) {
        return "(" + columns(columns) + ")";
    }

    /// A value of the same form as [#row], its parts being parameters that are texts.
    static String placeholders(Collection<Column> columns) {
        return columns.stream()
                .map(column -> "CAST(? AS " + column.type() + ")")
                .collect(Collectors.joining(", ", "(", ")"));
    }
}
