package io.tabletalk.source.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// Reads a table in which nothing identifies a row, in one piece.
///
/// All that such a row has is its content, so its key is a digest of the whole row and its number among the rows that
/// are equal to it. An edit is then the end of one document and the start of another, which the sweep after a full read
/// brings about; the number of documents always equals the number of rows.
record KeylessRows(TableLayout layout) {

    /// The column that holds the key.
    static final String KEY = "tabletalk key";

    PreparedStatement select(Connection connection) throws SQLException {
        String columns = Identifiers.list(layout.read());
        return connection.prepareStatement("SELECT " + columns + ", digest || '#' || row_number() OVER "
                + "(PARTITION BY digest) AS " + Identifiers.quote(KEY)
                + " FROM (SELECT " + columns + ", md5(CAST(whole AS text)) AS digest FROM "
                + layout.table().quoted() + " whole) rows ORDER BY digest");
    }
}
