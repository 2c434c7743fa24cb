package io.tabletalk.source;

import io.tabletalk.knowledge.SourceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The rows of table `source`.
@Repository
class SourceTable {

    private static final RowMapper<Row> ROW = (result, number) -> new Row(
            new SourceId(result.getString("id")),
            result.getString("type"),
            new SourceSecrets.Stored(result.getString("settings"), result.getString("secrets")),
            UpkeepTable.read(result),
            Instant.parse(result.getString("created_at")),
            Instant.parse(result.getString("updated_at")));

    private final JdbcClient database;

    SourceTable(JdbcClient database) {
        this.database = database;
    }

    /// @param upkeep is only read here
    record Row(
            SourceId id,
            String type,
            SourceSecrets.Stored stored,
            Upkeep upkeep,
            Instant createdAt,
            Instant updatedAt) {}

    Optional<Row> find(SourceId id) {
        return database.sql("SELECT * FROM source WHERE id = :id")
                .param("id", id.value())
                .query(ROW)
                .optional();
    }

    List<Row> all() {
        return database.sql("SELECT * FROM source ORDER BY id").query(ROW).list();
    }

    /// Inserts the row, or replaces the one with its id. Nothing happens when that one is of another type.
    ///
    /// @return whether the row is stored now
    boolean put(Row row) {
        return database.sql("""
                        INSERT INTO source (id, type, settings, secrets, created_at, updated_at)
                        VALUES (:id, :type, :settings, :secrets, :createdAt, :updatedAt)
                        ON CONFLICT (id) DO UPDATE
                        SET settings = excluded.settings, secrets = excluded.secrets, updated_at = excluded.updated_at
                        WHERE source.type = excluded.type
                        """)
                        .param("id", row.id().value())
                        .param("type", row.type())
                        .param("settings", row.stored().settings())
                        .param("secrets", row.stored().secrets())
                        .param("createdAt", row.createdAt().toString())
                        .param("updatedAt", row.updatedAt().toString())
                        .update()
                == 1;
    }

    boolean remove(SourceId id) {
        return database.sql("DELETE FROM source WHERE id = :id")
                        .param("id", id.value())
                        .update()
                == 1;
    }

    /// Notes that the sample data is offered now. Returns whether this is the first time.
    boolean offerSample(Instant now) {
        return database.sql("""
                        INSERT INTO sample_offer (offered_at)
                        SELECT :now WHERE NOT EXISTS (SELECT 1 FROM sample_offer)
                        """).param("now", now.toString()).update() == 1;
    }
}
