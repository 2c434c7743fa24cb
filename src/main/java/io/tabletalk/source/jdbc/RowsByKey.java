package io.tabletalk.source.jdbc;

import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.CompositeKey;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import io.tabletalk.source.SourceRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// Reads single rows by their primary key, as a full read would, with what all databases understand.
record RowsByKey(Relation relation, TableLayout layout) {

    private static final int LIMIT_SECONDS = 60;

    /// The rows that are there, by their key as a document's.
    ///
    /// @param keys the values of the key's columns, in the layout's order; none of them null
    Map<String, SourceRecord> read(Connection connection, SourceId source, List<List<String>> keys)
            throws SQLException {
        Map<String, SourceRecord> found = new HashMap<>();
        if (keys.isEmpty()) {
            return found;
        }
        RowDocuments documents = new RowDocuments(source, layout);
        try (PreparedStatement statement = connection.prepareStatement(select(keys.size()))) {
            statement.setQueryTimeout(LIMIT_SECONDS);
            set(statement, keys);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Map<Column, String> values = values(row);
                    found.put(key(values), documents.recordOf(values));
                }
            }
        }
        return found;
    }

    private String select(int keys) {
        String one = layout.key().stream()
                .map(column -> relation.quoting().column(column) + " = ?")
                .collect(Collectors.joining(" AND ", "(", ")"));
        return "SELECT " + relation.quoting().columns(layout.read()) + " FROM " + relation.from() + " WHERE "
                + String.join(" OR ", Collections.nCopies(keys, one));
    }

    private void set(PreparedStatement statement, List<List<String>> keys) throws SQLException {
        int place = 1;
        for (List<String> key : keys) {
            for (int i = 0; i < key.size(); i++) {
                if (layout.key().get(i).category() == 'N') {
                    statement.setLong(place++, number(key.get(i)));
                } else {
                    statement.setString(place++, key.get(i));
                }
            }
        }
    }

    private static long number(String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new SourceException(
                    Kind.INVALID,
                    "Only whole numbers can be keys of rows that a connector tells of; '" + value + "' is none.");
        }
    }

    private Map<Column, String> values(ResultSet row) throws SQLException {
        Map<Column, String> values = new LinkedHashMap<>();
        for (int i = 0; i < layout.read().size(); i++) {
            String value = JdbcTypes.value(row, i + 1, layout.read().get(i));
            if (value != null) {
                values.put(layout.read().get(i), value);
            }
        }
        return values;
    }

    private String key(Map<Column, String> values) {
        return CompositeKey.of(layout.key().stream()
                .map(column -> Objects.requireNonNull(values.get(column), "a primary key is not null"))
                .toList());
    }
}
