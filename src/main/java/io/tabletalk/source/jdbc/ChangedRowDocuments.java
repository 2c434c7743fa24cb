package io.tabletalk.source.jdbc;

import io.tabletalk.knowledge.DocumentChange;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.knowledge.SourcePosition;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.source.cdc.ChangeReader;
import io.tabletalk.source.jdbc.ChangedRows.ChangedRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes documents of PostgreSQL rows that have changed, and says which are gone.
record ChangedRowDocuments(SourceId source, TableLayout layout) {

    /// @param after the order of every position given before; all here are greater
    ChangeReader.Read read(Connection connection, ChangeLog log, long after) throws SQLException {
        List<ChangedRow> rows =
                new ChangedRows(layout, new RowDocuments(source, layout)).read(connection, log.keys(layout.key()));
        // Only now: a full read that began before these rows were read is older than they are.
        long order = Math.max(SourcePosition.readAt(Instant.now()).order(), after + 1);
        List<DocumentChange> documents = new ArrayList<>();
        List<SourceRecord.Unreadable> unreadable = new ArrayList<>();
        for (ChangedRow row : rows) {
            SourcePosition position =
                    new SourcePosition(order, log.rows().get(row.place()).getValue());
            if (row.record() instanceof SourceRecord.Readable readable) {
                documents.add(new DocumentChange.Upserted(readable.document(), position));
            } else if (row.record() instanceof SourceRecord.Unreadable refused) {
                unreadable.add(refused);
            } else {
                deleted(source, row.key(), position).ifPresent(documents::add);
            }
        }
        return new ChangeReader.Read(documents, unreadable);
    }

    /// A text that can be no key has never been one.
    static Optional<DocumentChange> deleted(SourceId source, String key, SourcePosition position) {
        return DocumentKey.fault(key).isPresent()
                ? Optional.empty()
                : Optional.of(new DocumentChange.Deleted(new DocumentKey(source, key), position));
    }
}
