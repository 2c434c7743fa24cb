package io.tabletalk.ingest;

import io.tabletalk.knowledge.SourceId;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The positions up to which documents were deleted by hand, as the receipts keep them. What is read or changes after a
/// deletion has to have a later position, or it would be taken for what was deleted. Safe for use by several threads.
public final class DeletionFences {

    private final JdbcClient database;

    /// @param database the state
    public DeletionFences(JdbcClient database) {
        this.database = database;
    }

    /// The order of the latest position in a source; 0 when nothing was deleted there.
    public long latest(SourceId source) {
        return database.sql("""
                        SELECT coalesce(max(position_order), 0) FROM deletion_receipt WHERE source = :source""")
                .param("source", source.value())
                .query(Long.class)
                .single();
    }
}
