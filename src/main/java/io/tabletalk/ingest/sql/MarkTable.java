package io.tabletalk.ingest.sql;

import io.tabletalk.ingest.ReadMark;
import io.tabletalk.knowledge.SourceId;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The SQL on the table `source_mark`.
final class MarkTable {

    private final JdbcClient database;

    MarkTable(JdbcClient database) {
        this.database = database;
    }

    Optional<ReadMark> find(SourceId source) {
        return database.sql("SELECT * FROM source_mark WHERE source = :source")
                .param("source", source.value())
                .query((row, number) -> new ReadMark(
                        row.getString("mark"), row.getString("context"), Micros.toInstant(row.getLong("complete_at"))))
                .optional();
    }

    void put(SourceId source, ReadMark mark) {
        database.sql("""
                        INSERT INTO source_mark (source, mark, context, complete_at)
                        VALUES (:source, :mark, :context, :completeAt)
                        ON CONFLICT (source) DO UPDATE SET mark = excluded.mark, context = excluded.context,
                            complete_at = excluded.complete_at""")
                .param("source", source.value())
                .param("mark", mark.mark())
                .param("context", mark.context())
                .param("completeAt", Micros.of(mark.completeAt()))
                .update();
    }

    void remove(SourceId source) {
        database.sql("DELETE FROM source_mark WHERE source = :source")
                .param("source", source.value())
                .update();
    }
}
