package io.tabletalk.source.jdbc;

import io.tabletalk.source.cdc.ChangeEvent;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Waits until changes of PostgreSQL are seen by readers: a transaction is told when it is in the log, which is a
/// moment before, or much longer with a synchronous standby.
record Visibility(SteeringConnection connection) {

    private static final int PAUSE_MILLISECONDS = 5;

    void await(List<ChangeEvent> changes) throws InterruptedException {
        List<Long> transactions = changes.stream()
                .map(ChangeEvent::transaction)
                .filter(transaction -> transaction != 0)
                .distinct()
                .toList();
        while (!snapshot().seesAll(transactions)) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLISECONDS);
        }
    }

    private DatabaseSnapshot snapshot() {
        return connection.with(steering -> {
            try (Statement statement = steering.createStatement();
                    ResultSet row = statement.executeQuery("SELECT pg_current_snapshot()")) {
                row.next();
                return DatabaseSnapshot.parse(row.getString(1));
            }
        });
    }
}
