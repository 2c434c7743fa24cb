package io.tabletalk.audit;

import io.tabletalk.audit.Audit.Finding;
import io.tabletalk.audit.Audit.Findings;
import io.tabletalk.audit.Audit.Status;
import io.tabletalk.knowledge.SourceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The last audit of each source, in table `source_audit`.
final class AuditTable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<Finding>> KEYS = new TypeReference<>() {};
    private static final TypeReference<List<String>> REASONS = new TypeReference<>() {};

    private final JdbcClient database;

    AuditTable(JdbcClient database) {
        this.database = database;
    }

    void put(Audit audit) {
        Findings findings = audit.findings();
        Reading reading = findings.reading();
        database.sql("""
                INSERT INTO source_audit (source, id, status, started_at, finished_at, documents, missing, stale,
                                          orphaned, kept, unsettled, kept_out, duplicates, unreadable, unread_parts,
                                          unread_reasons, document_keys, repair_batch, repaired, error)
                VALUES (:source, :id, :status, :startedAt, :finishedAt, :documents, :missing, :stale,
                        :orphaned, :kept, :unsettled, :excluded, :duplicates, :unreadable, :unreadParts,
                        :unreadReasons, :keys, :repairBatch, :repaired, :error)
                ON CONFLICT (source) DO UPDATE SET
                    id = excluded.id, status = excluded.status, started_at = excluded.started_at,
                    finished_at = excluded.finished_at, documents = excluded.documents, missing = excluded.missing,
                    stale = excluded.stale, orphaned = excluded.orphaned, unsettled = excluded.unsettled,
                    kept = excluded.kept, kept_out = excluded.kept_out, duplicates = excluded.duplicates,
                    unread_parts = excluded.unread_parts, unread_reasons = excluded.unread_reasons,
                    unreadable = excluded.unreadable, document_keys = excluded.document_keys,
                    repair_batch = excluded.repair_batch, repaired = excluded.repaired, error = excluded.error
                """)
                .param("source", audit.source().value())
                .param("id", audit.id())
                .param("status", audit.status().name().toLowerCase(Locale.ROOT))
                .param("startedAt", audit.startedAt().toString())
                .param("finishedAt", String.valueOf(audit.finishedAt()))
                .param("documents", reading.documents())
                .param("missing", findings.missing())
                .param("stale", findings.stale())
                .param("orphaned", findings.orphaned())
                .param("kept", findings.kept())
                .param("excluded", reading.excluded())
                .param("duplicates", reading.duplicates())
                .param("unreadParts", reading.unreadParts())
                .param("unreadReasons", JSON.writeValueAsString(reading.unreadReasons()))
                .param("unsettled", findings.unsettled())
                .param("unreadable", reading.unreadable())
                .param("keys", JSON.writeValueAsString(findings.keys()))
                .param("repairBatch", audit.repairBatch())
                .param("repaired", audit.repaired())
                .param("error", audit.error())
                .update();
    }

    Optional<Audit> find(SourceId source) {
        return database.sql("SELECT * FROM source_audit WHERE source = :source")
                .param("source", source.value())
                .query(this::audit)
                .optional();
    }

    /// Returns whether there was one.
    boolean remove(SourceId source) {
        return database.sql("DELETE FROM source_audit WHERE source = :source")
                        .param("source", source.value())
                        .update()
                > 0;
    }

    private Audit audit(ResultSet row, int number) throws SQLException {
        return new Audit(
                row.getString("id"),
                new SourceId(row.getString("source")),
                Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                Instant.parse(row.getString("started_at")),
                Instant.parse(row.getString("finished_at")),
                new Findings(
                        reading(row),
                        row.getLong("missing"),
                        row.getLong("stale"),
                        row.getLong("orphaned"),
                        row.getLong("kept"),
                        row.getLong("unsettled"),
                        JSON.readValue(row.getString("document_keys"), KEYS)),
                row.getString("repair_batch"),
                row.getLong("repaired"),
                row.getString("error"));
    }

    private static Reading reading(ResultSet row) throws SQLException {
        return new Reading(
                row.getLong("documents"),
                row.getLong("duplicates"),
                row.getLong("kept_out"),
                row.getLong("unreadable"),
                row.getLong("unread_parts"),
                JSON.readValue(row.getString("unread_reasons"), REASONS));
    }
}
