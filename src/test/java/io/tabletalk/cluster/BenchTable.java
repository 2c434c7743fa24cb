package io.tabletalk.cluster;

import io.tabletalk.testing.Postgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/// A table of made-up texts, each different.
record BenchTable(Postgres database, String name, int rows) {

    private static final int ROWS_AT_ONCE = 1_000;
    private static final String[] WORDS =
            ("the of and to in is that for was with as by on are from at which this have been"
                            + " order invoice customer delivery warehouse shipment refund contract supplier price quantity engine"
                            + " pressure valve temperature sensor battery charger manual warranty repair technician schedule report"
                            + " analysis measure result standard process quality safety training office building project budget")
                    .split(" ");

    static BenchTable create(Postgres database, String name, int rows, int words) throws SQLException {
        database.execute("CREATE TABLE " + name + " (id BIGINT PRIMARY KEY, title TEXT NOT NULL, body TEXT NOT NULL)");
        Random random = new Random(name.hashCode());
        try (Connection connection = database.connect();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO " + name + " VALUES (?, ?, ?)")) {
            connection.setAutoCommit(false);
            for (int row = 1; row <= rows; row++) {
                insert.setLong(1, row);
                insert.setString(2, "Note " + row);
                insert.setString(3, text(random, row, words));
                insert.addBatch();
                if (row % ROWS_AT_ONCE == 0) {
                    insert.executeBatch();
                    connection.commit();
                }
            }
            insert.executeBatch();
            connection.commit();
        }
        return new BenchTable(database, name, rows);
    }

    Map<String, Object> ingestRequest() {
        Map<String, Object> connection = new LinkedHashMap<>(database.settings(name));
        connection.remove("table");
        return Map.of("db_type", "postgresql", "connection_params", connection, "table_or_collection", name);
    }

    private static String text(Random random, int row, int words) {
        StringBuilder text = new StringBuilder("Number ").append(row).append(':');
        for (int i = 0; i < words; i++) {
            text.append(' ').append(WORDS[random.nextInt(WORDS.length)]);
            if (i % 15 == 14) {
                text.append('.');
            }
        }
        return text.append('.').toString();
    }
}
