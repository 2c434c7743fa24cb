package io.tabletalk.chat.history;

import io.tabletalk.index.DocumentTraces;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.SourceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// What answers in the history hold of documents: the passages shown with them, and the sentences that cite these. When
/// a document is gone, both are taken out of every answer that has them; the rest of the answer stays.
@Component
public class HistorySnippets implements DocumentTraces {

    private final JdbcClient database;
    private final JsonMapper json;

    HistorySnippets(JdbcClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /// A question whose answers hold passages of a document.
    private record Reference(long question, String key) {}

    private record Answer(
            long id,
            String content,
            String metadata,
            @Nullable String details) {}

    @Override
    public String name() {
        return "history_snippets";
    }

    @Override
    public long forget(List<Gone> documents) {
        return forgetDocuments(documents.stream().map(Gone::key).toList());
    }

    /// Takes passages of these documents out of all answers. Returns how many passages there were.
    public long forgetDocuments(Collection<DocumentKey> documents) {
        Map<SourceId, List<String>> bySource = new TreeMap<>();
        documents.forEach(document -> bySource.computeIfAbsent(document.source(), source -> new ArrayList<>())
                .add(document.key()));
        long forgotten = 0;
        for (Map.Entry<SourceId, List<String>> keys : bySource.entrySet()) {
            forgotten += forget(
                    keys.getKey(),
                    database.sql("""
                            SELECT question_id, document_key FROM chat_snippet
                            WHERE source = :source AND document_key IN (:keys)
                            """)
                            .param("source", keys.getKey().value())
                            .param("keys", keys.getValue())
                            .query((row, number) ->
                                    new Reference(row.getLong("question_id"), row.getString("document_key")))
                            .list());
        }
        return forgotten;
    }

    @Override
    public long forgetAll(SourceId source) {
        return forget(
                source,
                database.sql("SELECT question_id, document_key FROM chat_snippet WHERE source = :source")
                        .param("source", source.value())
                        .query((row, number) ->
                                new Reference(row.getLong("question_id"), row.getString("document_key")))
                        .list());
    }

    /// A reference goes last: after a crash in between, the answer is looked at again.
    private long forget(SourceId source, List<Reference> references) {
        Map<Long, List<String>> byQuestion = new TreeMap<>();
        references.forEach(reference -> byQuestion
                .computeIfAbsent(reference.question(), question -> new ArrayList<>())
                .add(reference.key()));
        long forgotten = 0;
        for (Map.Entry<Long, List<String>> keys : byQuestion.entrySet()) {
            for (Answer answer : answers(keys.getKey())) {
                forgotten += forget(source, keys.getValue(), answer);
            }
            removeReferences(keys.getKey(), source, keys.getValue());
        }
        return forgotten;
    }

    private List<Answer> answers(long question) {
        return database.sql("SELECT id, content, metadata, details FROM chat_message WHERE answer_to = :question")
                .param("question", question)
                .query((row, number) -> new Answer(
                        row.getLong("id"),
                        row.getString("content"),
                        row.getString("metadata"),
                        row.getString("details")))
                .list();
    }

    private long forget(SourceId source, List<String> keys, Answer answer) {
        RedactedAnswer redacted = RedactedAnswer.of(
                answer.content(),
                json.readTree(answer.metadata()),
                answer.details() == null ? json.nullNode() : json.readTree(answer.details()),
                source.value(),
                keys);
        if (redacted.passages() > 0) {
            database.sql("""
                    UPDATE chat_message SET content = :content, metadata = :metadata, details = :details WHERE id = :id
                    """)
                    .param("content", redacted.content())
                    .param("metadata", json.writeValueAsString(redacted.metadata()))
                    .param("details", json.writeValueAsString(redacted.details()))
                    .param("id", answer.id())
                    .update();
        }
        return redacted.passages();
    }

    private void removeReferences(long question, SourceId source, List<String> keys) {
        database.sql("""
                DELETE FROM chat_snippet
                WHERE question_id = :question AND source = :source AND document_key IN (:keys)
                """)
                .param("question", question)
                .param("source", source.value())
                .param("keys", keys)
                .update();
    }
}
