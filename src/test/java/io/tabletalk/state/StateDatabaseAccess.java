package io.tabletalk.state;

import com.zaxxer.hikari.HikariDataSource;
import io.tabletalk.security.Secret;
import java.nio.file.Path;

/// Lets tests open a state database without starting the server.
public final class StateDatabaseAccess {

    private StateDatabaseAccess() {}

    public static HikariDataSource open(Path directory) {
        return SqliteState.open(new DataDirectory(directory));
    }

    /// @param url with the user in it
    public static HikariDataSource openPostgres(String url) {
        StateSettings.Database settings = new StateSettings.Database(new Secret(url), null, null, 16);
        return PostgresState.open(PostgresStateAddress.of(settings), settings.connections());
    }
}
