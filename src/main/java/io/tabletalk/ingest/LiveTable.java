package io.tabletalk.ingest;

import io.tabletalk.knowledge.SourceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The rows of table `live_source`.
final class LiveTable {

    private final JdbcClient database;

    LiveTable(JdbcClient database) {
        this.database = database;
    }

    Optional<LiveBookmark> find(SourceId source) {
        return database.sql("SELECT * FROM live_source WHERE source = :source")
                .param("source", source.value())
                .query((row, number) -> bookmark(row))
                .optional();
    }

    private static LiveBookmark bookmark(ResultSet row) throws SQLException {
        long micros = row.getLong("current_at");
        return new LiveBookmark(
                row.getString("identity"),
                row.getString("bookmark"),
                row.getString("shape"),
                row.getString("read_first"),
                row.getString("position"),
                micros == 0 ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS),
                row.getLong("last_order"),
                fullRead(row));
    }

    private static @Nullable FullRead fullRead(ResultSet row) throws SQLException {
        String reason = row.getString("full_read_reason");
        return reason == null
                ? null
                : new FullRead(reason, Instant.EPOCH.plus(row.getLong("full_read_at"), ChronoUnit.MICROS));
    }

    void put(SourceId source, LiveBookmark bookmark) {
        FullRead last = bookmark.lastFullRead();
        database.sql("""
                        INSERT INTO live_source
                            (source, identity, bookmark, shape, read_first, position, current_at, last_order,
                             full_read_reason, full_read_at)
                        VALUES (:source, :identity, :bookmark, :shape, :readFirst, :position, :currentAt, :lastOrder,
                             :fullReadReason, :fullReadAt)
                        ON CONFLICT (source) DO UPDATE SET identity = excluded.identity, bookmark = excluded.bookmark,
                            shape = excluded.shape, read_first = excluded.read_first, position = excluded.position,
                            current_at = excluded.current_at, last_order = excluded.last_order,
                            full_read_reason = excluded.full_read_reason, full_read_at = excluded.full_read_at
                        """)
                .param("source", source.value())
                .param("identity", bookmark.identity())
                .param("bookmark", bookmark.bookmark())
                .param("shape", bookmark.shape())
                .param("readFirst", bookmark.readFirst())
                .param("position", bookmark.position())
                .param("currentAt", micros(bookmark.currentAt()))
                .param("lastOrder", bookmark.lastOrder())
                .param("fullReadReason", last == null ? null : last.reason())
                .param("fullReadAt", micros(last == null ? null : last.at()))
                .update();
    }

    void remove(SourceId source) {
        database.sql("DELETE FROM live_source WHERE source = :source")
                .param("source", source.value())
                .update();
    }

    private static @Nullable Long micros(@Nullable Instant time) {
        return time == null ? null : ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
