package io.tabletalk.pipeline.sql;

import io.tabletalk.pipeline.DeadLetter;
import io.tabletalk.pipeline.DeadLetters;
import io.tabletalk.state.StorableText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Dead letters in the table `dead_letter`. The SQL suits SQLite and PostgreSQL.
public final class SqlDeadLetters implements DeadLetters {

    private static final String COLUMNS = "id, source, batch, stage, unit_key, reason, attempts, excerpt, failed_at";
    private static final String MATCHES = " (CAST(:source AS TEXT) IS NULL OR source = :source)"
            + " AND (CAST(:batch AS TEXT) IS NULL OR batch = :batch)"
            + " AND (CAST(:stage AS TEXT) IS NULL OR stage = :stage)";

    private static final String ADD = """
            INSERT INTO dead_letter (id, source, batch, stage, unit_key, reason, attempts, excerpt, failed_at,
                                     topic, payload)
            VALUES (:id, :source, :batch, :stage, :key, :reason, :attempts, :excerpt, :failedAt,
                    :topic, :payload)
            ON CONFLICT (source, unit_key, stage) DO UPDATE SET
                batch = excluded.batch, reason = excluded.reason, excerpt = excluded.excerpt,
                attempts = dead_letter.attempts + excluded.attempts, failed_at = excluded.failed_at,
                topic = excluded.topic, payload = excluded.payload
            """;

    private static final Comparator<DeadLetter.WithMessage> UNITS = Comparator.comparing(
                    (DeadLetter.WithMessage each) -> each.letter().source())
            .thenComparing(each -> each.letter().key())
            .thenComparing(each -> each.letter().stage());

    private final JdbcClient database;
    private final NamedParameterJdbcTemplate statements;
    private final TransactionTemplate transactions;

    public SqlDeadLetters(
            JdbcClient database, NamedParameterJdbcTemplate statements, TransactionTemplate transactions) {
        this.database = database;
        this.statements = statements;
        this.transactions = transactions;
    }

    @Override
    public DeadLetter add(DeadLetter letter, DeadLetter.Message message) {
        return database.sql(ADD + "RETURNING " + COLUMNS)
                .paramSource(parameters(letter, message))
                .query(SqlDeadLetters::letter)
                .single();
    }

    @Override
    public void addAll(List<DeadLetter.WithMessage> letters) {
        if (!letters.isEmpty()) {
            // In one order, so that two who write the same letters at once do not wait for each other.
            SqlParameterSource[] rows = letters.stream()
                    .sorted(UNITS)
                    .map(each -> parameters(each.letter(), each.message()))
                    .toArray(SqlParameterSource[]::new);
            transactions.executeWithoutResult(status -> statements.batchUpdate(ADD, rows));
        }
    }

    private static SqlParameterSource parameters(DeadLetter letter, DeadLetter.Message message) {
        return new MapSqlParameterSource("id", letter.id())
                .addValue("source", letter.source())
                .addValue("batch", letter.batch())
                .addValue("stage", letter.stage())
                .addValue("key", letter.key())
                .addValue("reason", StorableText.of(letter.reason()))
                .addValue("attempts", letter.attempts())
                .addValue("excerpt", StorableText.of(letter.excerpt()))
                .addValue("failedAt", micros(letter.failedAt()))
                .addValue("topic", message.topic())
                .addValue("payload", message.payload());
    }

    @Override
    public Optional<DeadLetter> find(String id) {
        return database.sql("SELECT " + COLUMNS + " FROM dead_letter WHERE id = :id")
                .param("id", id)
                .query(SqlDeadLetters::letter)
                .optional();
    }

    @Override
    public Optional<DeadLetter.Message> message(String id) {
        return database.sql("SELECT topic, payload FROM dead_letter WHERE id = :id")
                .param("id", id)
                .query((row, number) -> new DeadLetter.Message(row.getString("topic"), row.getString("payload")))
                .optional();
    }

    @Override
    public List<DeadLetter> list(Selection selection, int limit, int offset) {
        return matching(
                        "SELECT " + COLUMNS + " FROM dead_letter WHERE" + MATCHES
                                + " ORDER BY failed_at DESC, id LIMIT :limit OFFSET :offset",
                        selection)
                .param("limit", limit)
                .param("offset", offset)
                .query(SqlDeadLetters::letter)
                .list();
    }

    @Override
    public List<DeadLetter> oldest(Selection selection, Instant until, @Nullable DeadLetter after, int limit) {
        return matching(
                        "SELECT " + COLUMNS + " FROM dead_letter WHERE" + MATCHES
                                + " AND failed_at <= :until AND (failed_at, id) > (:afterTime, :afterId)"
                                + " ORDER BY failed_at, id LIMIT :limit",
                        selection)
                .param("until", micros(until))
                .param("afterTime", after == null ? Long.MIN_VALUE : micros(after.failedAt()))
                .param("afterId", after == null ? "" : after.id())
                .param("limit", limit)
                .query(SqlDeadLetters::letter)
                .list();
    }

    @Override
    public long count(Selection selection) {
        return matching("SELECT count(*) FROM dead_letter WHERE" + MATCHES, selection)
                .query(Long.class)
                .single();
    }

    @Override
    public boolean remove(String id) {
        return database.sql("DELETE FROM dead_letter WHERE id = :id")
                        .param("id", id)
                        .update()
                > 0;
    }

    @Override
    public List<DeadLetter> of(String source, Collection<String> stages, Collection<String> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        return units("SELECT " + COLUMNS + " FROM dead_letter", source, stages, keys)
                .query(SqlDeadLetters::letter)
                .list();
    }

    @Override
    public int resolve(String source, Collection<String> stages, Collection<String> keys) {
        return keys.isEmpty()
                ? 0
                : units("DELETE FROM dead_letter", source, stages, keys).update();
    }

    @Override
    public int supersede(String source, String batch) {
        return database.sql("DELETE FROM dead_letter WHERE source = :source AND batch <> :batch")
                .param("source", source)
                .param("batch", batch)
                .update();
    }

    private JdbcClient.StatementSpec units(
            String sql, String source, Collection<String> stages, Collection<String> keys) {
        return database.sql(sql + " WHERE source = :source AND unit_key IN (:keys) AND stage IN (:stages)")
                .param("source", source)
                .param("keys", keys)
                .param("stages", stages);
    }

    private JdbcClient.StatementSpec matching(String sql, Selection selection) {
        return database.sql(sql)
                .param("source", selection.source())
                .param("batch", selection.batch())
                .param("stage", selection.stage());
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    private static DeadLetter letter(ResultSet row, int number) throws SQLException {
        return new DeadLetter(
                row.getString("id"),
                row.getString("source"),
                row.getString("batch"),
                row.getString("stage"),
                row.getString("unit_key"),
                row.getString("reason"),
                row.getInt("attempts"),
                row.getString("excerpt"),
                Instant.EPOCH.plus(row.getLong("failed_at"), ChronoUnit.MICROS));
    }
}
