package io.tabletalk.source.jdbc;

import io.tabletalk.security.Secret;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Where a PostgreSQL database is and who reads it.
///
/// @param parameters driver parameters that are let through, such as `sslmode`
record PostgresAddress(
        String host,
        int port,
        String database,
        String username,
        @Nullable Secret password,
        Map<String, String> parameters) {

    private static final int DEFAULT_PORT = 5432;

    /// Also with a driver's name behind a plus sign, as other systems write it, or as a JDBC URL.
    private static final Pattern URL = Pattern.compile("(?:jdbc:)?postgres(?:ql)?(?:\\+\\w+)?://"
            + "(?:(?<user>[^:@/?]*)(?::(?<password>[^@/]*))?@)?"
            + "(?<host>\\[[0-9a-fA-F:.]+]|[^:/?@\\[]*)(?::(?<port>\\d{1,5}))?"
            + "(?:/(?<database>[^?/]*))?(?:\\?(?<query>.*))?");

    /// Parameters of the driver that say how to talk to the server; others could make it load classes or write files.
    private static final Pattern ALLOWED =
            Pattern.compile("sslmode|sslrootcert|channelBinding|gssEncMode|targetServerType|applicationName");

    static PostgresAddress of(PostgresSettings settings) {
        Optional<Matcher> url = Optional.ofNullable(settings.connectionString()).map(PostgresAddress::parse);
        return new PostgresAddress(
                first(settings.host(), part(url, "host")).orElse("localhost"),
                settings.port() != null
                        ? settings.port()
                        : part(url, "port").map(Integer::parseInt).orElse(DEFAULT_PORT),
                first(settings.database(), part(url, "database"))
                        .orElseThrow(() -> new SourceException(Kind.INVALID, "'database' is missing.")),
                first(settings.username(), part(url, "user"))
                        .orElseThrow(() -> new SourceException(Kind.INVALID, "'username' is missing.")),
                settings.password() != null
                        ? settings.password()
                        : part(url, "password").map(Secret::new).orElse(null),
                parameters(part(url, "query").orElse("")));
    }

    String jdbcUrl() {
        String query = parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("&"));
        return "jdbc:postgresql://" + host + ":" + port + "/"
                + java.net.URLEncoder.encode(database, StandardCharsets.UTF_8) + (query.isEmpty() ? "" : "?" + query);
    }

    /// `database` at `host:port`, for messages.
    @Override
    public String toString() {
        return "'" + database + "' at " + host + ":" + port;
    }

    private static Matcher parse(Secret connectionString) {
        Matcher url = URL.matcher(connectionString.reveal().strip());
        if (!url.matches()) {
            throw new SourceException(
                    Kind.INVALID,
                    "'connection_string' does not have the form postgresql://user:password@host:port/database.");
        }
        return url;
    }

    private static Optional<String> first(@Nullable String given, Optional<String> fromUrl) {
        return given == null || given.isBlank() ? fromUrl : Optional.of(given);
    }

    private static Optional<String> part(Optional<Matcher> url, String name) {
        return url.map(matcher -> matcher.group(name))
                .filter(text -> !text.isEmpty())
                .map(text -> name.equals("query")
                        ? text
                        : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8));
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new TreeMap<>();
        for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
            String name = pair.replaceFirst("=.*", "");
            if (!ALLOWED.matcher(name).matches() || !pair.contains("=")) {
                throw new SourceException(
                        Kind.INVALID, "The connection string has the parameter '" + name + "', which is not allowed.");
            }
            parameters.put(name, pair.substring(name.length() + 1));
        }
        return parameters;
    }
}
