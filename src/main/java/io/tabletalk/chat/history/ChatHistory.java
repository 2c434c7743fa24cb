package io.tabletalk.chat.history;

import io.tabletalk.state.StorableText;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The messages of all users. Durable; safe for use by several threads.
@Component
public class ChatHistory {

    private static final int TITLE_LENGTH = 80;
    private static final TypeReference<Map<String, Object>> METADATA = new TypeReference<>() {};

    private final JdbcClient database;
    private final JsonMapper json;
    private final Clock clock = Clock.systemUTC();

    ChatHistory(JdbcClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /// Keeps a user's message and returns its number, for the answer to point at. The first one of a conversation
    /// names it.
    ///
    /// @param conversation the conversation's id, or null when it belongs to none
    public long addQuestion(String user, @Nullable String conversation, String text) {
        Instant now = clock.instant();
        long id = database.sql("""
                INSERT INTO chat_message (user_name, role, content, created_at, metadata, conversation_id)
                VALUES (:user, 'user', :text, :time, '{}', :conversation) RETURNING id
                """)
                .param("user", user)
                .param("text", StorableText.of(text))
                .param("time", now.toString())
                .param("conversation", conversation)
                .query(Long.class)
                .single();
        database.sql("""
                UPDATE chat_conversation
                SET title = CASE WHEN title = '' THEN :title ELSE title END, updated_at = :time WHERE id = :id
                """)
                .param("title", titleOf(StorableText.of(text)))
                .param("time", now.toString())
                .param("id", conversation)
                .update();
        return id;
    }

    /// The text of a question of a conversation.
    public Optional<String> question(String conversation, long id) {
        return database.sql("""
                SELECT content FROM chat_message
                WHERE id = :id AND conversation_id = :conversation AND role = 'user'
                """)
                .param("id", id)
                .param("conversation", conversation)
                .query(String.class)
                .optional();
    }

    private static String titleOf(String question) {
        String line = question.strip().replaceAll("\\s+", " ");
        return line.length() <= TITLE_LENGTH ? line : line.substring(0, TITLE_LENGTH - 1) + "…";
    }

    /// Keeps an answer. When the user's history was deleted meanwhile, the answer is not kept either.
    public void addAnswer(long question, String text, AnswerNote note) {
        note.sources().forEach(source -> addSnippet(question, source));
        String state = note.state().name().toLowerCase(Locale.ROOT);
        Map<String, Object> metadata = Map.of("state", state, "model", note.model(), "sources", note.sources());
        database.sql("""
                INSERT INTO chat_message
                    (user_name, role, content, created_at, answer_to, state, metadata, conversation_id, details)
                SELECT user_name, 'assistant', :text, :time, id, :state, :metadata, conversation_id, :details
                FROM chat_message WHERE id = :question
                """)
                .param("text", StorableText.of(text))
                .param("time", clock.instant().toString())
                .param("state", state)
                .param("metadata", json.writeValueAsString(metadata))
                .param("details", json.writeValueAsString(note.details()))
                .param("question", question)
                .update();
    }

    /// Before the answer itself: one that is not on this list could never be found when its document is deleted.
    private void addSnippet(long question, Map<String, Object> source) {
        database.sql("""
                INSERT INTO chat_snippet (question_id, source, document_key)
                SELECT id, :source, :key FROM chat_message WHERE id = :question
                ON CONFLICT DO NOTHING
                """)
                .param("question", question)
                .param("source", source.get("source"))
                .param("key", source.get("key"))
                .update();
    }

    /// The last answered questions of a conversation, or of what a user said outside any, oldest first: at most
    /// `maxTurns`, and of those the newest that together have at most `maxCharacters`. Failed answers are left out;
    /// of
    /// a question answered again, the last answer counts.
    ///
    /// @param before the number of the question to be answered, when it has been asked before
    public List<Turn> lastTurns(
            String user, @Nullable String conversation, @Nullable Long before, int maxTurns, int maxCharacters) {
        List<Turn> newestFirst = database.sql("""
                SELECT question.content AS question, answer.content AS answer
                FROM chat_message answer JOIN chat_message question ON question.id = answer.answer_to
                WHERE answer.user_name = :user AND answer.state <> 'failed'
                  AND answer.conversation_id IS NOT DISTINCT FROM :conversation AND question.id < :before
                  AND NOT EXISTS (
                        SELECT 1 FROM chat_message later
                        WHERE later.answer_to = question.id AND later.id > answer.id AND later.state <> 'failed')
                ORDER BY answer.id DESC LIMIT :limit
                """)
                .param("user", user)
                .param("conversation", conversation)
                .param("before", before == null ? Long.MAX_VALUE : before)
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

    /// Forgets all that a user has said and been told, conversations included. Returns how many messages there were.
    public int delete(String user) {
        int messages = database.sql("DELETE FROM chat_message WHERE user_name = :user")
                .param("user", user)
                .update();
        database.sql("DELETE FROM chat_conversation WHERE user_name = :user")
                .param("user", user)
                .update();
        return messages;
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
