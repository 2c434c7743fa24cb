package io.tabletalk.source.jdbc;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What differs between databases that are read through JDBC's own description of themselves.
enum Dialect {
    MYSQL("org.mariadb.jdbc.Driver", "jdbc:mariadb://", 3306),
    MARIADB("org.mariadb.jdbc.Driver", "jdbc:mariadb://", 3306),
    SQLSERVER("com.microsoft.sqlserver.jdbc.SQLServerDriver", "jdbc:sqlserver://", 1433),
    ORACLE("oracle.jdbc.OracleDriver", "jdbc:oracle:thin:@//", 1521),
    /// A file, read without a server.
    SQLITE("org.sqlite.JDBC", "jdbc:sqlite:", null),
    /// Any other, whose address the operator has allowed.
    JDBC(null, "jdbc:", null);

    private final @Nullable String driver;
    private final String prefix;
    private final @Nullable Integer port;

    Dialect(@Nullable String driver, String prefix, @Nullable Integer port) {
        this.driver = driver;
        this.prefix = prefix;
        this.port = port;
    }

    /// The kind of source.
    String type() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The driver's class; null when whichever driver knows the address is taken.
    @Nullable
    String driver() {
        return driver;
    }

    /// How its addresses begin.
    String prefix() {
        return prefix;
    }

    /// The usual port; null where there is none.
    @Nullable
    Integer port() {
        return port;
    }

    boolean isServer() {
        return port != null;
    }

    /// Sent first in each transaction, so that nothing can be written and times are shown in UTC.
    List<String> begin() {
        return switch (this) {
            case MYSQL, MARIADB -> List.of("SET time_zone = '+00:00'", "START TRANSACTION READ ONLY");
            case SQLITE -> List.of("PRAGMA query_only = 1");
            case ORACLE -> List.of("SET TRANSACTION READ ONLY");
            case SQLSERVER, JDBC -> List.of();
        };
    }

    RowStream.Delivery delivery() {
        return this == MYSQL || this == MARIADB ? RowStream.Delivery.STREAM : RowStream.Delivery.CHUNKS;
    }

    /// Appended to an ordered query: one row, after so many others. Null when it is not known how that is written.
    @Nullable
    String oneAfter(int others) {
        return switch (this) {
            case MYSQL, MARIADB, SQLITE -> " LIMIT 1 OFFSET " + others;
            case SQLSERVER, ORACLE -> " OFFSET " + others + " ROWS FETCH NEXT 1 ROWS ONLY";
            case JDBC -> null;
        };
    }
}
