package io.tabletalk.source.jdbc;

import io.tabletalk.security.Secret;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The parts of a connection string, decoded. What it does not say is null. A `user` or `password` among the parameters
/// goes before one in front of the host.
record ConnectionUrl(
        @Nullable String user,
        @Nullable Secret password,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String database,
        Map<String, String> parameters) {

    static final ConnectionUrl EMPTY = new ConnectionUrl(null, null, null, null, null, Map.of());

    /// Also with a driver's name behind a plus sign, as other systems write it, or as a JDBC URL.
    private static final Pattern FORM = Pattern.compile("(?:jdbc:)?postgres(?:ql)?(?:\\+\\w+)?://"
            + "(?:(?<user>[^:@/?]*)(?::(?<password>[^@/]*))?@)?"
            + "(?<host>\\[[^]/?@]*]|[^:/?@\\[]*)(?::(?<port>\\d{1,5}))?"
            + "(?:/(?<database>[^?/]*))?(?:\\?(?<query>.*))?");

    /// @throws SourceException INVALID when it has another form; the message does not repeat it
    static ConnectionUrl parse(Secret connectionString) {
        Matcher url = FORM.matcher(connectionString.reveal().strip());
        if (!url.matches()) {
            throw malformed();
        }
        String port = url.group("port");
        Map<String, String> parameters = parameters(url.group("query"));
        String user = present(parameters.remove("user"));
        String password = present(parameters.remove("password"));
        return new ConnectionUrl(
                user == null ? decode(url.group("user")) : user,
                secret(password == null ? decode(url.group("password")) : password),
                url.group("host"),
                port == null ? null : Integer.valueOf(port),
                decode(url.group("database")),
                Map.copyOf(parameters));
    }

    private static @Nullable String present(@Nullable String part) {
        return part == null || part.isBlank() ? null : part;
    }

    private static @Nullable Secret secret(@Nullable String password) {
        return password == null || password.isBlank() ? null : new Secret(password);
    }

    private static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> parameters = new HashMap<>();
        if (query == null || query.isEmpty()) {
            return parameters;
        }
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw malformed();
            }
            parameters.put(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
        }
        return parameters;
    }

    private static @Nullable String decode(@Nullable String part) {
        return part == null ? null : decoded(part);
    }

    /// Percent signs only: `+` is itself here.
    private static String decoded(String part) {
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    private static SourceException malformed() {
        return new SourceException(
                Kind.INVALID,
                "'connection_string' does not have the form postgresql://user:password@host:port/database; `@`, `:`,"
                        + " `/` and `%` within a part are written %40, %3A, %2F and %25.");
    }
}
