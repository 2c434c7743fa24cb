package io.tabletalk.source.jdbc;

import io.tabletalk.security.Secret;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/// Where a PostgreSQL database is and who reads it.
///
/// @param parameters how to talk to the server, such as `sslmode`
record PostgresAddress(
        String host,
        int port,
        String database,
        String username,
        @Nullable Secret password,
        Map<PGProperty, String> parameters) {

    private static final int DEFAULT_PORT = 5432;

    /// A name or an address and nothing else: the driver puts it into a URL, where more could switch on parameters that
    /// load classes or write files.
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9_.-]+|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]+|\\[[0-9A-Fa-f:.]+]");

    /// The parameters that a connection string may have, written without `_`; each is harmless.
    private static final Map<String, PGProperty> ALLOWED = Map.of(
            "sslmode", PGProperty.SSL_MODE,
            "sslrootcert", PGProperty.SSL_ROOT_CERT,
            "channelbinding", PGProperty.CHANNEL_BINDING,
            "gssencmode", PGProperty.GSS_ENC_MODE,
            "connecttimeout", PGProperty.CONNECT_TIMEOUT,
            "applicationname", PGProperty.APPLICATION_NAME);

    /// @throws SourceException INVALID when a part is missing or has the wrong form
    static PostgresAddress of(PostgresSettings settings) {
        ConnectionUrl url = Optional.ofNullable(settings.connectionString())
                .map(ConnectionUrl::parse)
                .orElse(ConnectionUrl.EMPTY);
        return new PostgresAddress(
                host(first(settings.host(), url.host()).orElse("localhost")),
                port(settings.port() == null ? url.port() : settings.port()),
                first(settings.database(), url.database()).orElseThrow(() -> missing("database")),
                first(settings.username(), url.user()).orElseThrow(() -> missing("username")),
                settings.password() != null ? settings.password() : url.password(),
                parameters(url.parameters()));
    }

    /// `database` at `host:port`, for messages.
    @Override
    public String toString() {
        return "'" + database + "' at " + host + ":" + port;
    }

    private static String host(String host) {
        if (!HOST.matcher(host).matches()) {
            throw new SourceException(Kind.INVALID, "'host' is neither a host name nor an address.");
        }
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    private static int port(@Nullable Integer port) {
        int number = port == null ? DEFAULT_PORT : port;
        if (number < 1 || number > 65_535) {
            throw new SourceException(Kind.INVALID, "'port' is not between 1 and 65535.");
        }
        return number;
    }

    private static Map<PGProperty, String> parameters(Map<String, String> query) {
        Map<PGProperty, String> parameters = new HashMap<>();
        query.forEach((name, value) -> {
            PGProperty property = ALLOWED.get(name.replace("_", "").toLowerCase(java.util.Locale.ROOT));
            if (property == null) {
                throw new SourceException(
                        Kind.INVALID,
                        "The connection string has a parameter that is not allowed. Allowed are sslmode, sslrootcert,"
                                + " channel_binding, gssencmode, connect_timeout and application_name.");
            }
            parameters.put(property, value);
        });
        return Map.copyOf(parameters);
    }

    private static Optional<String> first(@Nullable String given, @Nullable String otherwise) {
        return Optional.ofNullable(given)
                .filter(text -> !text.isBlank())
                .or(() -> Optional.ofNullable(otherwise).filter(text -> !text.isEmpty()));
    }

    private static SourceException missing(String setting) {
        return new SourceException(Kind.INVALID, "'" + setting + "' is missing.");
    }
}
