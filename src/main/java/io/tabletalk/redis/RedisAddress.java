package io.tabletalk.redis;

import io.lettuce.core.RedisURI;
import io.tabletalk.security.Secret;
import java.time.Duration;

/// Where the server is, from an address such as `redis://user:password@host:6379/0`.
final class RedisAddress {

    private RedisAddress() {}

    /// @throws IllegalStateException when the address has another form; the message does not hold it
    static RedisURI of(Secret url, Duration timeout) {
        try {
            RedisURI address = RedisURI.create(url.reveal().strip());
            if (address.getHost() == null || address.getHost().isEmpty()) {
                throw wrong();
            }
            address.setTimeout(timeout);
            address.setClientName("tabletalk");
            return address;
        } catch (IllegalArgumentException e) {
            throw wrong(); // what was thrown may quote the password
        }
    }

    private static IllegalStateException wrong() {
        return new IllegalStateException("The address in tabletalk.redis.url (REDIS_URL) is wrong: it is written"
                + " redis://user:password@host:6379/0, or rediss://… for TLS.");
    }
}
