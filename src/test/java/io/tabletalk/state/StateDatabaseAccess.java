package io.tabletalk.state;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;

/// Lets tests open a state database without starting the server.
public final class StateDatabaseAccess {

    private StateDatabaseAccess() {}

    public static HikariDataSource open(Path directory) {
        return StateConfiguration.open(new DataDirectory(directory));
    }
}
