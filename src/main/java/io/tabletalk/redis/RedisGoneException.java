package io.tabletalk.redis;

/// The Redis server does not answer, or refuses to. It is asked again by itself; whoever asks meanwhile gets this at
/// once.
public final class RedisGoneException extends RuntimeException {

    RedisGoneException(String message) {
        super(message);
    }
}
