package io.tabletalk.chat.history;

import io.tabletalk.state.StorableText;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The conversations of all users. Durable; safe for use by several threads.
@Component
public class Conversations {

    private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final int ID_BYTES = 16;

    private final JdbcClient database;
    private final JsonMapper json;
    private final Clock clock = Clock.systemUTC();
    private final SecureRandom random = new SecureRandom();

    Conversations(JdbcClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /// A new conversation without a title, which its first question will give.
    public Conversation create(String user, List<String> sources) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        Instant now = clock.instant();
        Conversation created = new Conversation(HexFormat.of().formatHex(id), user, "", sources, now, now);
        database.sql("""
                INSERT INTO chat_conversation (id, user_name, title, sources, created_at, updated_at)
                VALUES (:id, :user, '', :sources, :now, :now)
                """)
                .param("id", created.id())
                .param("user", user)
                .param("sources", json.writeValueAsString(sources))
                .param("now", now.toString())
                .update();
        return created;
    }

    public Optional<Conversation> find(String id) {
        return database.sql("SELECT * FROM chat_conversation WHERE id = :id")
                .param("id", id)
                .query(this::conversation)
                .optional();
    }

    /// A user's conversations, the one asked in last first.
    ///
    /// @param words only those whose title or messages contain this text, in any case; empty for all
    public List<Conversation> of(String user, String words, int limit, int offset) {
        String pattern = "%" + StorableText.of(words).toLowerCase(Locale.ROOT).replaceAll("([\\\\%_])", "\\\\$1") + "%";
        return database.sql("""
                SELECT * FROM chat_conversation conversation
                WHERE user_name = :user
                  AND (:all OR lower(title) LIKE :pattern ESCAPE '\\' OR EXISTS (
                        SELECT 1 FROM chat_message
                        WHERE conversation_id = conversation.id AND lower(content) LIKE :pattern ESCAPE '\\'))
                ORDER BY updated_at DESC, id LIMIT :limit OFFSET :offset
                """)
                .param("user", user)
                .param("all", words.isEmpty())
                .param("pattern", pattern)
                .param("limit", limit)
                .param("offset", offset)
                .query(this::conversation)
                .list();
    }

    /// Changes what is not null. Returns the conversation as it is then, when there is one.
    public Optional<Conversation> change(String id, @Nullable String title, @Nullable List<String> sources) {
        database.sql("""
                UPDATE chat_conversation
                SET title = COALESCE(:title, title), sources = COALESCE(:sources, sources) WHERE id = :id
                """)
                .param("title", title == null ? null : StorableText.of(title))
                .param("sources", sources == null ? null : json.writeValueAsString(sources))
                .param("id", id)
                .update();
        return find(id);
    }

    /// Forgets a conversation with all that was said in it. Returns whether there was one.
    public boolean delete(String id) {
        return database.sql("DELETE FROM chat_conversation WHERE id = :id")
                        .param("id", id)
                        .update()
                == 1;
    }

    /// The last messages of a conversation, oldest first.
    ///
    /// @param after only messages with a larger number
    public List<ConversationMessage> messages(String id, long after, int limit) {
        return database.sql("""
                SELECT message.*, rating, note, given_at
                FROM chat_message message LEFT JOIN chat_feedback ON message_id = message.id
                WHERE conversation_id = :id AND message.id > :after
                ORDER BY message.id DESC LIMIT :limit
                """)
                .param("id", id)
                .param("after", after)
                .param("limit", limit)
                .query(this::message)
                .list()
                .reversed();
    }

    private Conversation conversation(ResultSet row, int number) throws SQLException {
        return new Conversation(
                row.getString("id"),
                row.getString("user_name"),
                row.getString("title"),
                json.readValue(row.getString("sources"), NAMES),
                Instant.parse(row.getString("created_at")),
                Instant.parse(row.getString("updated_at")));
    }

    private ConversationMessage message(ResultSet row, int number) throws SQLException {
        long answerTo = row.getLong("answer_to");
        boolean isAnswer = !row.wasNull();
        String details = row.getString("details");
        return new ConversationMessage(
                row.getLong("id"),
                row.getString("role"),
                row.getString("content"),
                Instant.parse(row.getString("created_at")),
                isAnswer ? answerTo : null,
                row.getString("state"),
                details == null ? null : json.readValue(details, OBJECT),
                row.getString("rating") == null ? null : Feedbacks.feedback(row));
    }
}
