package io.tabletalk.source.jdbc;

import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the database's own description of a table. Nothing is scanned.
final class PostgresCatalog {

    private static final String FIND = """
            SELECT c.oid, n.nspname, c.relname,
                   (SELECT sum(p.reltuples) FROM pg_partition_tree(c.oid) t JOIN pg_class p ON p.oid = t.relid
                    WHERE t.isleaf AND p.reltuples >= 0) AS partitioned,
                   c.reltuples, c.relkind
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname = ? AND c.relname = ?""";

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

    private static final String KEY = """
            SELECT a.attname
            FROM (SELECT indrelid, indkey FROM pg_index i
                  WHERE i.indrelid = ? AND i.indisunique AND i.indisvalid AND i.indpred IS NULL
                    AND i.indexprs IS NULL AND NOT EXISTS (
                        SELECT 1 FROM pg_attribute a
                        WHERE a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey) AND NOT a.attnotnull)
                  ORDER BY i.indisprimary DESC, i.indnkeyatts, i.indexrelid LIMIT 1) best
            CROSS JOIN LATERAL unnest(best.indkey::int2[]) WITH ORDINALITY AS k (number, place)
            JOIN pg_attribute a ON a.attrelid = best.indrelid AND a.attnum = k.number
            ORDER BY k.place""";

    private static final String CLOSE_NAMES = """
            SELECT CASE WHEN n.nspname = 'public' THEN c.relname ELSE n.nspname || '.' || c.relname END
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
              AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
            ORDER BY lower(c.relname) = lower(?) DESC, position(lower(?) IN lower(c.relname)) > 0 DESC, c.relname
            LIMIT 20""";

    private final Connection connection;

    PostgresCatalog(Connection connection) {
        this.connection = connection;
    }

    /// @param schema the schema to look in; `public` when null, unless the name has the form `schema.table`
    /// @throws SourceException INVALID when there is no such table or view, with the names there are
    Table table(@Nullable String schema, String name) throws SQLException {
        Table found = find(schema == null ? "public" : schema, name);
        int dot = name.indexOf('.');
        if (found == null && schema == null && dot > 0) {
            found = find(name.substring(0, dot), name.substring(dot + 1));
        }
        if (found == null) {
            throw new SourceException(
                    Kind.INVALID,
                    "There is no table or view '" + (schema == null ? "" : schema + ".") + name + "'. " + others(name));
        }
        return found;
    }

    private @Nullable Table find(String schema, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            statement.setString(1, schema);
            statement.setString(2, name);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                long oid = row.getLong("oid");
                boolean partitioned = row.getString("relkind").equals("p");
                double estimate = partitioned ? row.getDouble("partitioned") : row.getDouble("reltuples");
                return new Table(
                        row.getString("nspname"),
                        row.getString("relname"),
                        columns(oid),
                        texts(KEY, oid),
                        estimate < 0 || row.getString("relkind").equals("v") ? null : Math.round(estimate));
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

    private String others(String name) throws SQLException {
        List<String> names = texts(CLOSE_NAMES, name, name);
        return names.isEmpty()
                ? "The database has none that this user can see."
                : "There are " + String.join(", ", names) + ".";
    }

    private List<String> texts(String query, Object... parameters) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
        }
        return texts;
    }
}
