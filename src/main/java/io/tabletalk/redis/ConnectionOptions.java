package io.tabletalk.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/// How connections are made: within the time limit, never again by themselves, and with whom the settings trust.
final class ConnectionOptions {

    private ConnectionOptions() {}

    /// @throws IllegalStateException when the certificate cannot be used
    static ClientOptions of(RedisSettings settings) {
        return ClientOptions.builder()
                .autoReconnect(false) // or a server that has lost everything could not be told from one that has not
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(settings.timeout())
                        .build())
                .sslOptions(encryption(settings))
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .build();
    }

    private static SslOptions encryption(RedisSettings settings) {
        SslOptions.Builder options = SslOptions.builder().jdkSslProvider().handshakeTimeout(settings.timeout());
        Path certificate = settings.certificate();
        return certificate == null
                ? options.build()
                : options.trustManager(readable(certificate, settings)).build();
    }

    private static File readable(Path certificate, RedisSettings settings) {
        if (!RedisAddress.of(settings.url(), settings.timeout()).isSsl()) {
            throw new IllegalStateException("tabletalk.redis.certificate (REDIS_CERTIFICATE) needs an address in"
                    + " tabletalk.redis.url (REDIS_URL) that begins with rediss://.");
        }
        if (!Files.isReadable(certificate)) {
            throw new IllegalStateException(
                    "tabletalk.redis.certificate (REDIS_CERTIFICATE): " + certificate + " cannot be read.");
        }
        return certificate.toFile();
    }
}
