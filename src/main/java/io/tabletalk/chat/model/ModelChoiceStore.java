package io.tabletalk.chat.model;

import io.tabletalk.security.Secret;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Remembers over restarts which model was chosen while running, with the key that was given for it: the database lies
/// in a directory that only its owner may read, as it holds the sources' credentials too.
@Component
class ModelChoiceStore {

    private final JdbcClient database;

    ModelChoiceStore(JdbcClient database) {
        this.database = database;
    }

    Optional<ModelChoice> load() {
        return database.sql("SELECT provider, model, endpoint, api_key FROM chat_model_choice WHERE id = 1")
                .query((row, number) -> new ModelChoice(
                        row.getString("provider"),
                        row.getString("model"),
                        row.getString("endpoint"),
                        secret(row.getString("api_key"))))
                .optional();
    }

    void save(ModelChoice choice) {
        Secret key = choice.key();
        database.sql("""
                INSERT INTO chat_model_choice (id, provider, model, endpoint, api_key)
                VALUES (1, :provider, :model, :endpoint, :key)
                ON CONFLICT (id) DO UPDATE SET provider = excluded.provider, model = excluded.model,
                endpoint = excluded.endpoint, api_key = excluded.api_key
                """)
                .param("provider", choice.provider())
                .param("model", choice.model())
                .param("endpoint", choice.endpoint())
                .param("key", key == null ? null : key.reveal())
                .update();
    }

    private static @Nullable Secret secret(@Nullable String value) {
        return value == null ? null : new Secret(value);
    }
}
