package io.tabletalk.ingest;

import io.tabletalk.testing.Postgres;
import io.tabletalk.testing.StateDatabase;

/// All that ingestion promises, with the state on PostgreSQL.
class IngestionOnPostgresIT extends IngestionIT {

    private final Postgres server = Postgres.create();

    @Override
    StateDatabase openDatabase() {
        return StateDatabase.open(server);
    }
}
