package io.tabletalk.pipeline.sql;

import io.tabletalk.testing.Postgres;
import io.tabletalk.testing.StateDatabase;

/// The same, with the state on PostgreSQL.
class SqlDeadLettersOnPostgresIT extends SqlDeadLettersIT {

    private final Postgres server = Postgres.create();

    @Override
    StateDatabase openDatabase() {
        return StateDatabase.open(server);
    }
}
