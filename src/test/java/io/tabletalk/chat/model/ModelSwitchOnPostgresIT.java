package io.tabletalk.chat.model;

import io.tabletalk.testing.Postgres;
import io.tabletalk.testing.StateDatabase;

/// The same, with the state on PostgreSQL.
class ModelSwitchOnPostgresIT extends ModelSwitchTest {

    private final Postgres server = Postgres.create();

    @Override
    StateDatabase openDatabase() {
        return StateDatabase.open(server);
    }
}
