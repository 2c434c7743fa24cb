package io.tabletalk.ingest.sql;

import io.tabletalk.knowledge.SourceId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Finds the sources that are read for the first time.
final class FirstReadQuery {

    private final JdbcClient database;

    FirstReadQuery(JdbcClient database) {
        this.database = database;
    }

    /// A batch that was reopened to mend single documents had read the source before, and so had one of which a part
    /// failed: reading the source again would not find more.
    List<SourceId> sources() {
        return database.sql("""
                        SELECT DISTINCT source FROM batch reading
                        WHERE status IN ('queued', 'running') AND kind <> 'removal' AND reopened = 0
                        AND NOT EXISTS (SELECT 1 FROM batch ended
                            WHERE ended.source = reading.source AND ended.kind IN ('sync', 'reindex')
                            AND (ended.status IN ('completed', 'completed_with_errors') OR ended.reopened = 1))
                        ORDER BY source""").query(String.class).list().stream()
                .map(SourceId::new)
                .toList();
    }
}
