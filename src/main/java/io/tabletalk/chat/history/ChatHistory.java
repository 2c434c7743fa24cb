package io.tabletalk.chat.history;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The messages of all users. Durable; safe for use by several threads.
@Component
public class ChatHistory {

    private static final TypeReference<Map<String, Object>> METADATA = new TypeReference<>() {};

    private final JdbcClient database;
    private final JsonMapper json;
    private final Clock clock = Clock.systemUTC();

    ChatHistory(JdbcClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /// Keeps a user's message and returns its number, for the answer to point at.
    public long addQuestion(String user, String text) {
        return database.sql("""
                INSERT INTO chat_message (user_name, role, content, created_at, metadata)
                VALUES (:user, 'user', :text, :time, '{}') RETURNING id
                """)
                .param("user", user)
                .param("text", text)
                .param("time", clock.instant().toString())
                .query(Long.class)
                .single();
    }

    /// Keeps an answer. When the user's history was deleted meanwhile, the answer is not kept either.
    public void addAnswer(long question, String text, AnswerNote note) {
        String state = note.state().name().toLowerCase(Locale.ROOT);
        Map<String, Object> metadata = Map.of("state", state, "model", note.model(), "sources", note.sources());
        database.sql("""
                INSERT INTO chat_message (user_name, role, content, created_at, answer_to, state, metadata)
                SELECT user_name, 'assistant', :text, :time, id, :state, :metadata FROM chat_message WHERE id = :question
                """)
                .param("text", text)
                .param("time", clock.instant().toString())
                .param("state", state)
                .param("metadata", json.writeValueAsString(metadata))
                .param("question", question)
                .update();
    }

    /// The user's last answered questions, oldest first: at most `maxTurns`, and of those the newest that together have
    /// at most `maxCharacters`. Failed answers are left out.
    public List<Turn> lastTurns(String user, int maxTurns, int maxCharacters) {
        List<Turn> newestFirst = database.sql("""
                SELECT question.content AS question, answer.content AS answer
                FROM chat_message answer JOIN chat_message question ON question.id = answer.answer_to
                WHERE answer.user_name = :user AND answer.state <> 'failed'
                ORDER BY answer.id DESC LIMIT :limit
                """)
                .param("user", user)
                .param("limit", maxTurns)
                .query((row, number) -> new Turn(row.getString("question"), row.getString("answer")))
                .list();
        return withinBudget(newestFirst, maxCharacters);
    }

    /// The user's last `limit` messages, oldest first.
    public List<HistoryMessage> latest(String user, int limit) {
        List<HistoryMessage> newestFirst = database.sql("""
                SELECT role, content, created_at, metadata FROM chat_message
                WHERE user_name = :user ORDER BY id DESC LIMIT :limit
                """)
                .param("user", user)
                .param("limit", limit)
                .query((row, number) -> new HistoryMessage(
                        row.getString("role"),
                        row.getString("content"),
                        Instant.parse(row.getString("created_at")),
                        json.readValue(row.getString("metadata"), METADATA)))
                .list();
        return newestFirst.reversed();
    }

    /// Forgets all that a user has said and been told. Returns how many messages there were.
    public int delete(String user) {
        return database.sql("DELETE FROM chat_message WHERE user_name = :user")
                .param("user", user)
                .update();
    }

    private static List<Turn> withinBudget(List<Turn> newestFirst, int maxCharacters) {
        List<Turn> kept = new ArrayList<>();
        int used = 0;
        for (Turn turn : newestFirst) {
            used += turn.length();
            if (used > maxCharacters) {
                break;
            }
            kept.add(turn);
        }
        Collections.reverse(kept);
        return kept;
    }
}
