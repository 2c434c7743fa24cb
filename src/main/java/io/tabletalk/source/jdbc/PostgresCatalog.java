package io.tabletalk.source.jdbc;

import io.tabletalk.source.CloseNames;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the database's own description of a table. Nothing is scanned, and every user may do it.
record PostgresCatalog(Connection connection) {

    private static final String FIND = """
            SELECT c.oid, n.nspname, c.relname,
                   CASE WHEN c.relkind = 'v' THEN NULL
                        WHEN c.relkind = 'p' THEN
                            (SELECT sum(p.reltuples)::float8 FROM pg_partition_tree(c.oid) leaf
                             JOIN pg_class p ON p.oid = leaf.relid
                             WHERE leaf.isleaf HAVING min(p.reltuples) >= 0)
                        WHEN c.reltuples >= 0 THEN c.reltuples::float8 END AS estimate
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.relname = ?
              AND n.nspname = ANY (CASE WHEN ?::text IS NULL THEN current_schemas(false) ELSE ARRAY[?::name] END)
            ORDER BY array_position(current_schemas(false), n.nspname) LIMIT 1""";

    private static final String COLUMNS = """
            WITH RECURSIVE base (column_number, type) AS (
                SELECT attnum, atttypid FROM pg_attribute WHERE attrelid = ? AND attnum > 0 AND NOT attisdropped
                UNION ALL
                SELECT base.column_number, t.typbasetype FROM base JOIN pg_type t ON t.oid = base.type
                WHERE t.typtype = 'd')
            SELECT a.attname, format_type(a.atttypid, a.atttypmod) AS type, t.typcategory, t.typname, a.attnotnull
            FROM pg_attribute a
            JOIN base ON base.column_number = a.attnum
            JOIN pg_type t ON t.oid = base.type AND t.typtype <> 'd'
            WHERE a.attrelid = ? ORDER BY a.attnum""";

    /// The best key first: the primary key, then the smallest unique index. Only indexes that keep all columns in the
    /// same direction, since only those give rows in the order of their key; and none of a table that others
    /// inherit
    /// from, since they do not hold the heirs' rows.
    private static final String INDEXES = """
            SELECT array_agg(a.attname::text ORDER BY k.place) AS columns,
                   i.indisunique AND bool_and(a.attnotnull) AS identifies
            FROM pg_index i
            JOIN pg_class index ON index.oid = i.indexrelid
            JOIN pg_am method ON method.oid = index.relam AND method.amname = 'btree'
            JOIN pg_class owner ON owner.oid = i.indrelid AND NOT (owner.relkind = 'r' AND owner.relhassubclass)
            CROSS JOIN LATERAL unnest(i.indkey::int2[], i.indoption::int2[]) WITH ORDINALITY AS k (number, direction, place)
            JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
            WHERE i.indrelid = ? AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL
              AND k.place <= i.indnkeyatts
            GROUP BY i.indexrelid, i.indisprimary, i.indisunique, i.indnkeyatts
            HAVING i.indisunique OR bool_and(k.direction = 0) OR bool_and(k.direction = 3)
            ORDER BY i.indisprimary DESC, i.indisunique DESC, i.indnkeyatts, i.indexrelid""";

    private static final String NAMES = """
            SELECT CASE WHEN n.nspname = ANY (current_schemas(false)) THEN c.relname ELSE n.nspname || '.' || c.relname END
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
              AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_toast%'
            ORDER BY 1 LIMIT 5000""";

    /// @param schema the schema to look in; the search path when null, unless the name has the form `schema.table`
    /// @throws SourceException INVALID when there is no such table or view, with the names that come close
    Table table(@Nullable String schema, String name) throws SQLException {
        Table found = find(schema, name);
        int dot = name.indexOf('.');
        if (found == null && schema == null && dot > 0) {
            found = find(name.substring(0, dot), name.substring(dot + 1));
        }
        if (found == null) {
            String wanted = schema == null ? name : schema + "." + name;
            throw new SourceException(
                    Kind.INVALID,
                    "There is no table or view '" + wanted + "'. "
                            + CloseNames.hint(schema == null ? wanted : name, names()));
        }
        return found;
    }

    private @Nullable Table find(@Nullable String schema, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            statement.setString(1, name);
            statement.setString(2, schema);
            statement.setString(3, schema);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                long oid = row.getLong("oid");
                Double estimate = row.getObject("estimate", Double.class);
                return new Table(
                        row.getString("nspname"),
                        row.getString("relname"),
                        columns(oid),
                        indexes(oid),
                        estimate == null ? null : Math.round(estimate));
            }
        }
    }

    private List<Column> columns(long table) throws SQLException {
        List<Column> columns = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setLong(1, table);
            statement.setLong(2, table);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    columns.add(new Column(
                            rows.getString("attname"),
                            rows.getString("type"),
                            rows.getString("typcategory").charAt(0),
                            rows.getString("typname"),
                            !rows.getBoolean("attnotnull")));
                }
            }
        }
        return columns;
    }

    private List<Table.Index> indexes(long table) throws SQLException {
        List<Table.Index> indexes = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(INDEXES)) {
            statement.setLong(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String[] columns = (String[]) rows.getArray("columns").getArray();
                    indexes.add(new Table.Index(List.of(columns), rows.getBoolean("identifies")));
                }
            }
        }
        return indexes;
    }

    /// Tables and views, those outside the search path with their schema.
    List<String> names() throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(NAMES);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }
}
