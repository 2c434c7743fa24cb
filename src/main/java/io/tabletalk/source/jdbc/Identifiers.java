package io.tabletalk.source.jdbc;

import java.util.Collection;
import java.util.stream.Collectors;

/// Writes names into SQL.
final class Identifiers {

    private Identifiers() {}

    /// The name as a quoted identifier. Only names that the database itself has listed come here.
    static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String list(Collection<Column> columns) {
        return columns.stream().map(Column::quoted).collect(Collectors.joining(", "));
    }
}
