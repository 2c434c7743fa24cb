package io.tabletalk.ingest.redis;

import io.tabletalk.redis.RedisScript;

/// What the server does in one piece. The list is a sorted set of batches by their place in the order of creation; its
/// lowest member, of the empty name, has as its score the place down to which the list holds every batch.
final class BoardScripts {

    /// Shows a batch unless a later state of it is shown already, so that it makes no difference in which order, and
    /// how often, processes show what they have committed.
    ///
    /// Keys: batch, list, open batches. Arguments: id, version, JSON, place, whether it has ended, milliseconds to
    /// live, how many batches the list holds.
    static final RedisScript SHOW = RedisScript.of("""
            local shown = tonumber(redis.call('HGET', KEYS[1], 'version') or '-1')
            if shown > tonumber(ARGV[2]) then return {0} end
            redis.call('HSET', KEYS[1], 'version', ARGV[2], 'batch', ARGV[3])
            redis.call('ZADD', KEYS[2], ARGV[4], ARGV[1])
            if ARGV[5] == 'true' then
              redis.call('ZREM', KEYS[3], ARGV[1])
            else
              redis.call('ZADD', KEYS[3], ARGV[4], ARGV[1])
            end
            for each = 1, 3 do redis.call('PEXPIRE', KEYS[each], ARGV[6]) end
            local surplus = redis.call('ZCARD', KEYS[2]) - 1 - ARGV[7]
            if surplus > 0 and redis.call('ZSCORE', KEYS[2], '') then
              local out = redis.call('ZRANGE', KEYS[2], 1, surplus, 'WITHSCORES')
              for each = 1, #out, 2 do redis.call('ZREM', KEYS[2], out[each]) end
              redis.call('ZADD', KEYS[2], out[#out], '')
            end
            return {1}
            """);

    /// Keys: batch. Answers with the JSON, or nothing.
    static final RedisScript FIND = RedisScript.of("return {redis.call('HGET', KEYS[1], 'batch')}");

    /// Keys: list. Arguments: the first and the last one wanted, what the keys of batches begin with. Answers with the
    /// place down to which the list is complete, or false when it is not, then each batch with its JSON.
    static final RedisScript RECENT = RedisScript.of("""
            local answer = {redis.call('ZSCORE', KEYS[1], '')}
            for _, id in ipairs(redis.call('ZREVRANGE', KEYS[1], ARGV[1], ARGV[2])) do
              if id ~= '' then
                answer[#answer + 1] = id
                answer[#answer + 1] = redis.call('HGET', ARGV[3] .. id, 'batch')
              end
            end
            return answer
            """);

    /// Takes out of the list, up to a place, what is not among these batches, and notes from where on it is complete.
    ///
    /// Keys: list, open batches. Arguments: from where on, up to which place, what the keys of batches begin with,
    /// then
    /// the batches.
    static final RedisScript COMPLETE = RedisScript.of("""
            local held = {}
            for each = 4, #ARGV do held[ARGV[each]] = true end
            for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[2])) do
              if not held[id] then
                redis.call('ZREM', KEYS[1], id)
                redis.call('ZREM', KEYS[2], id)
                redis.call('DEL', ARGV[3] .. id)
              end
            end
            redis.call('ZADD', KEYS[1], ARGV[1], '')
            return {1}
            """);

    /// Keys: open batches. Answers with all.
    static final RedisScript OPEN = RedisScript.of("return redis.call('ZRANGE', KEYS[1], 0, -1)");

    /// Keys: batch, list, open batches. Arguments: id.
    static final RedisScript REMOVE = RedisScript.of("""
            redis.call('ZREM', KEYS[2], ARGV[1])
            redis.call('ZREM', KEYS[3], ARGV[1])
            return {redis.call('DEL', KEYS[1])}
            """);

    private BoardScripts() {}
}
