package io.tabletalk.source;

import io.tabletalk.testing.Postgres;
import io.tabletalk.testing.StateDatabase;

/// The same, with the state on PostgreSQL.
class SourceRegistryOnPostgresIT extends SourceRegistryTest {

    private final Postgres server = Postgres.create();

    @Override
    StateDatabase openDatabase() {
        return StateDatabase.open(server);
    }
}
