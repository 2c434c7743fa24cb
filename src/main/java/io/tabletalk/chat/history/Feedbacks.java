package io.tabletalk.chat.history;

import io.tabletalk.chat.history.Feedback.Rating;
import io.tabletalk.state.StorableText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What readers thought of answers. Durable; safe for use by several threads.
@Component
public class Feedbacks {

    private final JdbcClient database;
    private final Clock clock = Clock.systemUTC();

    Feedbacks(JdbcClient database) {
        this.database = database;
    }

    /// An answer with what its reader thought of it.
    ///
    /// @param message  the answer's number
    /// @param question empty when the question is gone
    public record RatedAnswer(long message, String userName, String question, String answer, Feedback feedback) {}

    /// Keeps what a reader thinks of an answer, in place of what was thought before. Empty when there is no such
    /// answer.
    public Optional<Feedback> put(long message, Rating rating, String note) {
        Feedback given = new Feedback(rating, note, clock.instant());
        int kept = database.sql("""
                INSERT INTO chat_feedback (message_id, rating, note, given_at)
                SELECT id, :rating, :note, :time FROM chat_message WHERE id = :message AND role = 'assistant'
                ON CONFLICT (message_id) DO UPDATE
                SET rating = excluded.rating, note = excluded.note, given_at = excluded.given_at
                """)
                .param("rating", rating.name().toLowerCase(Locale.ROOT))
                .param("note", StorableText.of(note))
                .param("time", given.givenAt().toString())
                .param("message", message)
                .update();
        return kept == 1 ? Optional.of(given) : Optional.empty();
    }

    /// Returns whether there was any.
    public boolean remove(long message) {
        return database.sql("DELETE FROM chat_feedback WHERE message_id = :message")
                        .param("message", message)
                        .update()
                == 1;
    }

    /// Newest first.
    public List<RatedAnswer> list(int limit, int offset) {
        return database.sql("""
                SELECT answer.id, answer.user_name, answer.content, COALESCE(question.content, '') AS question,
                       rating, note, given_at
                FROM chat_feedback
                JOIN chat_message answer ON answer.id = message_id
                LEFT JOIN chat_message question ON question.id = answer.answer_to
                ORDER BY given_at DESC, answer.id DESC LIMIT :limit OFFSET :offset
                """)
                .param("limit", limit)
                .param("offset", offset)
                .query((row, number) -> new RatedAnswer(
                        row.getLong("id"),
                        row.getString("user_name"),
                        row.getString("question"),
                        row.getString("content"),
                        feedback(row)))
                .list();
    }

    static Feedback feedback(ResultSet row) throws SQLException {
        return new Feedback(
                Rating.valueOf(row.getString("rating").toUpperCase(Locale.ROOT)),
                row.getString("note"),
                Instant.parse(row.getString("given_at")));
    }
}
