package io.tabletalk.source.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Brings the types of all databases to the few that matter here, and their values to one text form.
final class JdbcTypes {

    private JdbcTypes() {}

    /// @param type     one of [Types]
    /// @param typeName the database's own name for it; may be empty
    static Column column(String name, int type, @Nullable String typeName, boolean nullable) {
        String shown = typeName == null || typeName.isBlank() ? "any" : typeName;
        String plain = shown.toLowerCase(Locale.ROOT);
        if (plain.startsWith("enum") || plain.startsWith("set")) {
            return new Column(name, shown, 'E', plain, nullable);
        }
        if (plain.equals("uuid")) {
            return new Column(name, shown, 'U', plain, nullable);
        }
        // SQLite gives dates another type, since it stores them as texts or numbers.
        if (plain.startsWith("date") || plain.startsWith("time")) {
            return new Column(name, shown, 'D', type == Types.TIMESTAMP ? "timestamp" : "date", nullable);
        }
        return switch (type) {
            case Types.TINYINT,
                    Types.SMALLINT,
                    Types.INTEGER,
                    Types.BIGINT,
                    Types.NUMERIC,
                    Types.DECIMAL,
                    Types.REAL,
                    Types.FLOAT,
                    Types.DOUBLE -> new Column(name, shown, 'N', plain, nullable);
            case Types.BIT, Types.BOOLEAN -> new Column(name, shown, 'B', plain, nullable);
            case Types.DATE, Types.TIME, Types.TIME_WITH_TIMEZONE, Types.TIMESTAMP_WITH_TIMEZONE ->
                new Column(name, shown, 'D', "date", nullable);
            case Types.TIMESTAMP -> new Column(name, shown, 'D', "timestamp", nullable);
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
                new Column(name, shown, 'X', "bytea", nullable);
            default -> new Column(name, shown, 'S', plain, nullable);
        };
    }

    /// The value at a place, in text form; null for null.
    static @Nullable String value(ResultSet row, int place, Column column) throws SQLException {
        String value = row.getString(place);
        if (value == null || column.category() != 'B') {
            return value;
        }
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "1", "t", "b'1'" -> "true";
            case "0", "f", "b'0'" -> "false";
            default -> value.toLowerCase(Locale.ROOT);
        };
    }
}
