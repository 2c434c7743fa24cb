package io.tabletalk.ingest.sql;

import io.tabletalk.testing.Postgres;
import io.tabletalk.testing.StateDatabase;

/// The same, with the state on PostgreSQL.
class SqlBatchStatusStoreOnPostgresIT extends SqlBatchStatusStoreIT {

    private final Postgres server = Postgres.create();

    @Override
    StateDatabase openDatabase() {
        return StateDatabase.open(server);
    }
}
