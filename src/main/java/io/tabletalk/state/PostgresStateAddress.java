package io.tabletalk.state;

import io.tabletalk.security.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where the state database is and who uses it, from an address such as `postgresql://user:password@host:5432/name`.
/// `postgres:` and `jdbc:postgresql:` mean the same. What follows `?` goes to the driver, such as
/// `sslmode=verify-full`.
///
/// @param jdbcUrl without user and password
record PostgresStateAddress(
        String jdbcUrl,
        String host,
        int port,
        String database,
        String username,
        @Nullable Secret password) {

    private static final int DEFAULT_PORT = 5432;
    private static final Pattern SCHEME = Pattern.compile("(jdbc:)?postgres(ql)?://.+");
    private static final Pattern CREDENTIAL = Pattern.compile("(?i)(^|&)(user|password|sslpassword)=");

    /// @throws IllegalStateException when the address has another form; the message does not hold it
    static PostgresStateAddress of(StateSettings.Database settings) {
        URI url = parse(settings.url().reveal().strip());
        String query = url.getRawQuery() == null ? "" : url.getRawQuery();
        if (CREDENTIAL.matcher(query).find()) {
            throw wrong("put user and password in front of the host, or into tabletalk.state.username and .password");
        }
        String database = url.getPath() == null
                ? ""
                : url.getPath().substring(Math.min(1, url.getPath().length()));
        if (url.getHost() == null || database.isEmpty() || database.contains("/")) {
            throw wrong("it is written postgresql://host:5432/database");
        }
        int port = url.getPort() == -1 ? DEFAULT_PORT : url.getPort();
        String jdbcUrl = "jdbc:postgresql://" + url.getHost() + ":" + port + url.getRawPath()
                + (query.isEmpty() ? "" : "?" + query);
        return new PostgresStateAddress(
                jdbcUrl, url.getHost(), port, database, username(settings, url), password(settings, url));
    }

    /// For messages.
    @Override
    public String toString() {
        return "'" + database + "' at " + host + ":" + port;
    }

    private static URI parse(String text) {
        if (!SCHEME.matcher(text).matches()) {
            throw wrong("it begins with postgresql://");
        }
        try {
            return new URI(text.replaceFirst("^jdbc:", ""));
        } catch (URISyntaxException e) {
            throw wrong("it holds a character that is not allowed in an address; write such as %2F");
        }
    }

    private static String username(StateSettings.Database settings, URI url) {
        String given = settings.username();
        if (given != null && !given.isBlank()) {
            return given;
        }
        String inUrl = userInfo(url, 0);
        if (inUrl == null || inUrl.isEmpty()) {
            throw wrong("it names no user, and tabletalk.state.username is not set");
        }
        return inUrl;
    }

    private static @Nullable Secret password(StateSettings.Database settings, URI url) {
        Secret given = settings.password();
        if (given != null && !given.reveal().isEmpty()) {
            return given;
        }
        String inUrl = userInfo(url, 1);
        return inUrl == null ? null : new Secret(inUrl);
    }

    private static @Nullable String userInfo(URI url, int part) {
        String info = url.getRawUserInfo();
        if (info == null) {
            return null;
        }
        String[] parts = info.split(":", 2);
        return part < parts.length ? decoded(parts[part]) : null;
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static IllegalStateException wrong(String rule) {
        return new IllegalStateException("The address in tabletalk.state.url is wrong: " + rule + ".");
    }
}
