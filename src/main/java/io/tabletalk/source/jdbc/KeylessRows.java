package io.tabletalk.source.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads a table in which nothing identifies a row, in one piece.
///
/// All that such a row has is its content, so its key is a digest of the whole row and its number among the rows that
/// are equal to it. An edit is then the end of one document and the start of another, which the sweep after a full read
/// brings about; the number of documents always equals the number of rows.
record KeylessRows(TableLayout layout) {

    private static final String DIGEST = "md5(CAST((" + Identifiers.TABLE + ".*) AS text))";
    private static final String NUMBER = "row_number() OVER (PARTITION BY " + DIGEST + ")";

    /// The columns that are read, and after them the key.
    PreparedStatement select(Connection connection) throws SQLException {
        String columns = Stream.concat(
                        layout.read().stream().map(Identifiers::column), Stream.of(DIGEST + " || '#' || " + NUMBER))
                .collect(Collectors.joining(", "));
        return connection.prepareStatement(
                "SELECT " + columns + " FROM " + layout.table().from() + " ORDER BY " + DIGEST + ", " + NUMBER);
    }
}
