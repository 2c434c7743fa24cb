package io.tabletalk.chat.history;

import io.tabletalk.testing.Postgres;
import io.tabletalk.testing.StateDatabase;

/// The same, with the state on PostgreSQL.
class ConversationsOnPostgresIT extends ConversationsTest {

    private final Postgres server = Postgres.create();

    @Override
    StateDatabase openDatabase() {
        return StateDatabase.open(server);
    }
}
