package io.tabletalk.embedding;

import io.tabletalk.redis.RedisGoneException;
import io.tabletalk.redis.RedisScript;
import io.tabletalk.redis.RedisServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps them on a Redis server, so that what one process has embedded none embeds again: a hash for each text, with a
/// field for each engine, about 1.7 KB for a vector of 384 numbers and 50 bytes for each token that is kept beside it.
/// While the server is gone nothing is found and nothing is kept; what is to be forgotten then is noted elsewhere, and
/// forgotten when the server is back.
final class RedisEmbeddingCache implements EmbeddingCache, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RedisEmbeddingCache.class);

    /// With tokens a text takes up to 15 KB, and a call has a second ([io.tabletalk.redis.RedisServer]).
    private static final int TEXTS_A_CALL = 50;

    /// Arguments: what the keys of texts begin with, engine, texts. Answers with a vector or false for each.
    private static final RedisScript FIND = RedisScript.of("""
            local found = {}
            for each = 3, #ARGV do found[each - 2] = redis.call('HGET', ARGV[1] .. ARGV[each], ARGV[2]) end
            return found
            """);

    /// Pushes out what was stored first. The sorted set holds each vector as text and engine, by when it was stored.
    ///
    /// Keys: order, the number of the vector stored last. Arguments: what the keys of texts begin with, engine, how
    /// many to keep, then each text with its vector.
    private static final RedisScript STORE = RedisScript.of("""
            for each = 4, #ARGV, 2 do
              if redis.call('HSETNX', ARGV[1] .. ARGV[each], ARGV[2], ARGV[each + 1]) == 1 then
                redis.call('ZADD', KEYS[1], redis.call('INCR', KEYS[2]), ARGV[each] .. ARGV[2])
              end
            end
            local surplus = redis.call('ZCARD', KEYS[1]) - ARGV[3]
            if surplus > 0 then
              local out = redis.call('ZPOPMIN', KEYS[1], surplus)
              for each = 1, #out, 2 do
                redis.call('HDEL', ARGV[1] .. string.sub(out[each], 1, 64), string.sub(out[each], 65))
              end
            end
            return {1}
            """);

    /// Keys: order. Arguments: what the keys of texts begin with, texts. Answers with how many vectors there were.
    private static final RedisScript FORGET = RedisScript.of("""
            local forgotten = 0
            for each = 2, #ARGV do
              for _, engine in ipairs(redis.call('HKEYS', ARGV[1] .. ARGV[each])) do
                redis.call('ZREM', KEYS[1], ARGV[each] .. engine)
                forgotten = forgotten + 1
              end
              redis.call('DEL', ARGV[1] .. ARGV[each])
            end
            return {forgotten}
            """);

    private final RedisServer redis;
    private final ForgottenTexts forgotten;
    private final long size;

    /// @param forgotten notes what is to be forgotten while the server is gone
    /// @param size      the most to keep
    RedisEmbeddingCache(RedisServer redis, ForgottenTexts forgotten, long size) {
        this.redis = redis;
        this.forgotten = forgotten;
        this.size = size;
        forgotten.whenBack(redis::connection, this::forgetNow);
    }

    @Override
    public Map<TextHash, byte[]> find(String fingerprint, Collection<TextHash> texts) {
        Map<TextHash, byte[]> found = new HashMap<>();
        try {
            for (List<TextHash> part : parts(texts)) {
                List<byte[]> arguments = arguments(fingerprint);
                part.forEach(text -> arguments.add(bytes(text.hex())));
                List<@Nullable Object> held = redis.run(FIND, List.of(), arguments);
                for (int i = 0; i < part.size(); i++) {
                    if (held.get(i) instanceof byte[] made) {
                        found.put(part.get(i), made);
                    }
                }
            }
        } catch (RedisGoneException e) {
            log.debug("Redis is gone; what it holds is not found");
        }
        return found;
    }

    @Override
    public void store(String fingerprint, Map<TextHash, byte[]> made) {
        try {
            for (List<TextHash> part : parts(made.keySet())) {
                List<byte[]> arguments = arguments(fingerprint);
                arguments.add(bytes(Long.toString(size)));
                part.forEach(text -> {
                    arguments.add(bytes(text.hex()));
                    arguments.add(Objects.requireNonNull(made.get(text)));
                });
                redis.run(STORE, List.of(order(), redis.key("embeddings-1:stored")), arguments);
            }
        } catch (RedisGoneException e) {
            log.debug("Redis is gone; what is embedded is not kept");
        }
    }

    /// While the server is gone the texts are noted, to be forgotten as soon as it is back; then nobody knows how many
    /// there are.
    @Override
    public long forget(Collection<TextHash> texts) {
        try {
            return forgetNow(texts);
        } catch (RedisGoneException e) {
            forgotten.note(texts);
            return 0;
        }
    }

    private long forgetNow(Collection<TextHash> texts) {
        long count = 0;
        for (List<TextHash> part : parts(texts)) {
            List<byte[]> arguments = new ArrayList<>(List.of(bytes(texts())));
            part.forEach(text -> arguments.add(bytes(text.hex())));
            count += (Long) Objects.requireNonNull(
                    redis.run(FORGET, List.of(order()), arguments).getFirst());
        }
        return count;
    }

    private List<byte[]> arguments(String fingerprint) {
        return new ArrayList<>(List.of(bytes(texts()), bytes(fingerprint)));
    }

    private String texts() {
        return redis.key("embeddings-1:text:");
    }

    private String order() {
        return redis.key("embeddings-1:order");
    }

    private static List<List<TextHash>> parts(Collection<TextHash> texts) {
        List<TextHash> all = texts.stream().distinct().toList();
        List<List<TextHash>> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += TEXTS_A_CALL) {
            parts.add(all.subList(from, Math.min(from + TEXTS_A_CALL, all.size())));
        }
        return parts;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        forgotten.close();
    }
}
