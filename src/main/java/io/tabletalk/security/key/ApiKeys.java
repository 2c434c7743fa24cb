package io.tabletalk.security.key;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The keys there are: the main key, and those made with it, of which only hashes are kept. Safe for use by several
/// threads and processes; a key that is revoked in one is refused by all from the next request on.
@Component
class ApiKeys {

    private static final byte[] NO_HASH = new byte[32];

    private final SecuritySettings settings;
    private final JdbcClient database;

    ApiKeys(SecuritySettings settings, JdbcClient database) {
        this.settings = settings;
        this.database = database;
    }

    boolean areRequired() {
        return settings.isKeyRequired();
    }

    /// Whose key a text is; empty when it is none. How long that takes tells nothing of the right one.
    Optional<Caller> callerWith(String text) {
        if (isMainKey(text)) {
            return Optional.of(Caller.MAIN);
        }
        return KeyText.parse(text).flatMap(this::holder);
    }

    /// Makes a key. Nobody can tell its text afterwards.
    KeyText create(String name, Instant now) {
        KeyText key = KeyText.random();
        database.sql("INSERT INTO api_key (id, name, hash, created_at) VALUES (:id, :name, :hash, :now)")
                .param("id", key.id())
                .param("name", name)
                .param("hash", hex(key.hash()))
                .param("now", now.toString())
                .update();
        return key;
    }

    /// Those made with the main key, oldest first.
    List<ApiKey> all() {
        return database.sql("SELECT id, name, created_at FROM api_key ORDER BY created_at, id")
                .query((row, number) -> new ApiKey(
                        row.getString("id"), row.getString("name"), Instant.parse(row.getString("created_at"))))
                .list();
    }

    /// Returns whether there was such a key.
    boolean revoke(String id) {
        return database.sql("DELETE FROM api_key WHERE id = :id")
                        .param("id", id)
                        .update()
                > 0;
    }

    /// Hashes of equal length are compared, so that not even the length of the main key shows.
    private boolean isMainKey(String text) {
        return settings.isKeyRequired()
                && MessageDigest.isEqual(
                        KeyText.hash(text), KeyText.hash(settings.apiKey().reveal()));
    }

    private Optional<Caller> holder(KeyText key) {
        Optional<Kept> kept = database.sql("SELECT name, hash FROM api_key WHERE id = :id")
                .param("id", key.id())
                .query((row, number) -> new Kept(row.getString("name"), unhex(row.getString("hash"))))
                .optional();
        boolean isRight = MessageDigest.isEqual(kept.map(Kept::hash).orElse(NO_HASH), key.hash());
        return kept.filter(found -> isRight).map(found -> new Caller(found.name(), false));
    }

    private record Kept(String name, byte[] hash) {}

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] unhex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
