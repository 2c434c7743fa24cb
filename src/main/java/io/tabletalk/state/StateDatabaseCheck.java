package io.tabletalk.state;

import io.tabletalk.health.Health;
import io.tabletalk.health.HealthCheck;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Whether the state database can be read: its schema, so that the file itself is touched.
@Component
class StateDatabaseCheck implements HealthCheck {

    private static final Logger LOG = LoggerFactory.getLogger(StateDatabaseCheck.class);

    private final JdbcClient database;
    private final DataDirectory directory;

    StateDatabaseCheck(JdbcClient database, DataDirectory directory) {
        this.database = database;
        this.directory = directory;
    }

    @Override
    public String component() {
        return "state database";
    }

    @Override
    public Health check() {
        try {
            int tables = database.sql("SELECT count(*) FROM sqlite_master WHERE type = 'table'")
                    .query(Integer.class)
                    .single();
            return tables > 0
                    ? Health.up("The state database answers.")
                    : Health.down("The state database " + directory.database() + " is empty; restore it from a copy.");
        } catch (DataAccessException e) {
            LOG.warn("The state database cannot be read", e);
            return Health.down("The state database " + directory.database()
                    + " cannot be read; the server's log says why. Restart when that is mended.");
        }
    }
}
