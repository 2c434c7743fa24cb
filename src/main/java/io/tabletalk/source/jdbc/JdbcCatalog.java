package io.tabletalk.source.jdbc;

import io.tabletalk.source.CloseNames;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads a database's description of itself, as JDBC gives it.
record JdbcCatalog(Connection connection, Dialect dialect) {

    /// Where a table lies. Databases use one of the two, or both.
    private record Found(@Nullable String catalog, @Nullable String schema, String name) {}

    /// @throws SourceException INVALID when there is no such table or view, with the names that come close
    Relation relation(JdbcSettings settings) throws SQLException {
        Quoting quoting = Quoting.of(connection);
        if (settings.query() != null) {
            String from = "(\n" + settings.query() + "\n) " + Quoting.TABLE;
            return new Relation(new Table("", "query", columnsOf(from), List.of(), null), from, quoting);
        }
        Found found = find(settings.schema(), Objects.requireNonNull(settings.table()));
        String from = quoting.path(path(found)) + " " + Quoting.TABLE;
        return new Relation(table(found), from, quoting);
    }

    private Found find(@Nullable String schema, String name) throws SQLException {
        int dot = name.indexOf('.');
        List<Found> candidates = new ArrayList<>(tables(schema, name));
        if (schema == null && dot > 0) {
            candidates.addAll(tables(name.substring(0, dot), name.substring(dot + 1)));
        }
        if (candidates.isEmpty()) {
            List<Found> all = tables(schema, "%");
            candidates.addAll(all.stream()
                    .filter(table -> table.name().equalsIgnoreCase(name))
                    .toList());
            if (candidates.size() != 1) {
                throw new SourceException(
                        Kind.INVALID,
                        "There is no table or view '" + name + "'. "
                                + CloseNames.hint(
                                        name, all.stream().map(Found::name).toList()));
            }
        }
        return candidates.getFirst();
    }

    /// The names of tables and views, sorted, without those of the database itself.
    ///
    /// @param schema the schema to look in; the connection's own when null
    List<String> names(@Nullable String schema) throws SQLException {
        return tables(schema, "%").stream().map(Found::name).distinct().sorted().toList();
    }

    /// Tables and views of that very name, or all for `%`. In JDBC the name is a pattern, in which `_` is any letter.
    private List<Found> tables(@Nullable String schema, String name) throws SQLException {
        List<Found> found = new ArrayList<>();
        try (ResultSet rows = metadata().getTables(catalog(schema), schemaName(schema), name, null)) {
            while (rows.next()) {
                String type = String.valueOf(rows.getString("TABLE_TYPE"));
                String tableName = rows.getString("TABLE_NAME");
                boolean isRead = (type.contains("TABLE") || type.contains("VIEW")) && !type.startsWith("SYSTEM");
                if (isRead && (name.equals("%") || tableName.equals(name))) {
                    found.add(new Found(rows.getString("TABLE_CAT"), rows.getString("TABLE_SCHEM"), tableName));
                }
            }
        }
        return found;
    }

    private Table table(Found found) throws SQLException {
        List<String> key = key(found);
        return new Table(
                "",
                found.name(),
                columns(found),
                key.isEmpty() ? List.of() : List.of(new Table.Index(key, true)),
                null);
    }

    private List<Column> columns(Found found) throws SQLException {
        List<Column> columns = new ArrayList<>();
        try (ResultSet rows = metadata().getColumns(found.catalog(), found.schema(), found.name(), null)) {
            while (rows.next()) {
                if (found.name().equals(rows.getString("TABLE_NAME"))) {
                    columns.add(JdbcTypes.column(
                            rows.getString("COLUMN_NAME"),
                            rows.getInt("DATA_TYPE"),
                            rows.getString("TYPE_NAME"),
                            rows.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls));
                }
            }
        }
        return columns;
    }

    /// The primary key, in its own order. Unique indexes do not count: JDBC does not say whether they hold all rows.
    private List<String> key(Found found) throws SQLException {
        SortedMap<Integer, String> columns = new TreeMap<>();
        try (ResultSet rows = metadata().getPrimaryKeys(found.catalog(), found.schema(), found.name())) {
            while (rows.next()) {
                columns.put(rows.getInt("KEY_SEQ"), rows.getString("COLUMN_NAME"));
            }
        }
        return List.copyOf(columns.values());
    }

    private List<Column> columnsOf(String from) throws SQLException {
        List<Column> columns = new ArrayList<>();
        boolean oneRow = dialect == Dialect.SQLITE; // which knows the type of a value, and not of an expression
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT * FROM " + from + (oneRow ? "" : " WHERE 1 = 0"))) {
            statement.setMaxRows(1);
            ResultSet rows = statement.executeQuery();
            rows.next();
            ResultSetMetaData row = rows.getMetaData();
            for (int i = 1; i <= row.getColumnCount(); i++) {
                boolean nullable = row.isNullable(i) != ResultSetMetaData.columnNoNulls;
                columns.add(JdbcTypes.column(
                        row.getColumnLabel(i), row.getColumnType(i), row.getColumnTypeName(i), nullable));
            }
        }
        return columns;
    }

    /// What stands before a dot is a schema, or where there are none a database.
    private @Nullable String catalog(@Nullable String schema) throws SQLException {
        return isMysql() && schema != null ? schema : connection.getCatalog();
    }

    private @Nullable String schemaName(@Nullable String schema) throws SQLException {
        if (isMysql() || dialect == Dialect.SQLITE) {
            return null;
        }
        return schema == null ? connection.getSchema() : schema;
    }

    private List<String> path(Found found) {
        String place = isMysql() ? found.catalog() : found.schema();
        return Stream.of(place == null ? "" : place, found.name())
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private boolean isMysql() {
        return dialect == Dialect.MYSQL || dialect == Dialect.MARIADB;
    }

    private DatabaseMetaData metadata() throws SQLException {
        return connection.getMetaData();
    }
}
