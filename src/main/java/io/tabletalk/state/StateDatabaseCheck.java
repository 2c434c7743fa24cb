package io.tabletalk.state;

import io.tabletalk.health.Health;
import io.tabletalk.health.HealthCheck;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Whether the state database can be read: the list of its migrations, so that the file itself is touched.
@Component
class StateDatabaseCheck implements HealthCheck {

    private static final Logger LOG = LoggerFactory.getLogger(StateDatabaseCheck.class);

    private final JdbcClient database;
    private final StateLocation location;

    StateDatabaseCheck(JdbcClient database, StateLocation location) {
        this.database = database;
        this.location = location;
    }

    @Override
    public String component() {
        return "state database";
    }

    @Override
    public Health check() {
        try {
            int migrations = database.sql("SELECT count(*) FROM flyway_schema_history")
                    .query(Integer.class)
                    .single();
            return migrations > 0
                    ? Health.up("The state database answers.")
                    : Health.down("The state database " + location + " is empty; restore it from a copy.");
        } catch (DataAccessException e) {
            LOG.warn("The state database cannot be read", e);
            return Health.down("The state database " + location
                    + " cannot be read; the server's log says why. Restart when that is mended.");
        }
    }
}
