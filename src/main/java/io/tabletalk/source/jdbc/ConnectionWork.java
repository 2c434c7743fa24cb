package io.tabletalk.source.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/// What is done with a connection that somebody else opens and closes.
///
/// @param <T> what comes of it
interface ConnectionWork<T> {

    T with(Connection connection) throws SQLException;
}
