package io.tabletalk.source.jdbc;

import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Writes names into SQL the way that a database says it wants them. Only names that the database itself has listed
/// come here.
///
/// @param mark what stands around a name; a blank when the database knows no quotes
record Quoting(String mark) {

    /// The name that a query gives the table.
    static final String TABLE = "t";

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    static Quoting of(Connection connection) throws SQLException {
        return new Quoting(connection.getMetaData().getIdentifierQuoteString());
    }

    String quote(String name) {
        if (!mark.isBlank()) {
            return mark + name.replace(mark, mark + mark) + mark;
        }
        if (PLAIN.matcher(name).matches()) {
            return name;
        }
        throw new SourceException(Kind.INVALID, "This database has no quotes for the name '" + name + "'.");
    }

    /// Names side by side with dots, such as a schema and a table.
    String path(List<String> names) {
        return names.stream().map(this::quote).collect(Collectors.joining("."));
    }

    /// The table's column.
    String column(Column column) {
        return TABLE + "." + quote(column.name());
    }

    String columns(Collection<Column> columns) {
        return columns.stream().map(this::column).collect(Collectors.joining(", "));
    }
}
