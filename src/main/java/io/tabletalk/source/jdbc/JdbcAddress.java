package io.tabletalk.source.jdbc;

import io.tabletalk.security.Secret;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a database is, and how its driver is told.
///
/// Addresses are put together here from parts that cannot hold a parameter of the driver: some drivers have parameters
/// that run code or read files of this machine. A whole address is taken only when the operator has allowed it.
///
/// @param url        for the driver; holds no credential, unless the kind is `jdbc`
/// @param properties for the driver besides, without user and password
/// @param shown      for a person, without credentials
record JdbcAddress(
        Dialect dialect,
        String url,
        Map<String, String> properties,
        @Nullable String username,
        @Nullable Secret password,
        String shown) {

    private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{N}._-]+|\\[[0-9A-Fa-f:.]+]");
    private static final Pattern DATABASE = Pattern.compile("[\\p{L}\\p{N} ._$-]+");
    private static final String CONNECT_SECONDS = "10";
    private static final String CONNECT_MILLISECONDS = "10000";
    /// Longer than a statement may take.
    private static final String SILENCE_MILLISECONDS = "660000";

    /// @param sqlitePath  the real path of a file that may be read; null for every other dialect
    /// @param allowedUrls what a whole address may begin with
    /// @throws SourceException INVALID when a part is missing or cannot be one
    static JdbcAddress of(
            Dialect dialect, JdbcSettings settings, @Nullable String sqlitePath, List<String> allowedUrls) {
        if (dialect == Dialect.JDBC) {
            return allowed(settings, allowedUrls);
        }
        if (sqlitePath != null) {
            return sqlite(sqlitePath);
        }
        String host = settings.host() == null ? "localhost" : settings.host().strip();
        String server = plain(HOST, host, "host") + ":" + (settings.port() == null ? dialect.port() : settings.port());
        String database = plain(DATABASE, settings.database(), "database");
        return new JdbcAddress(
                dialect,
                dialect.prefix()
                        + server
                        + (dialect == Dialect.SQLSERVER ? ";databaseName=" + database : "/" + database),
                properties(dialect, settings.tls()),
                settings.username(),
                settings.password(),
                server + "/" + database);
    }

    private static JdbcAddress sqlite(String path) {
        if (path.contains("?")) {
            throw new SourceException(Kind.INVALID, "The path of a SQLite file may hold no question mark.");
        }
        // 1 is SQLite's flag for opening a file only to read it.
        return new JdbcAddress(
                Dialect.SQLITE,
                Dialect.SQLITE.prefix() + path,
                Map.of("open_mode", "1"),
                null,
                null,
                path.substring(path.lastIndexOf('/') + 1));
    }

    private static JdbcAddress allowed(JdbcSettings settings, List<String> allowedUrls) {
        String url = settings.url() == null ? "" : settings.url().reveal();
        if (!url.startsWith(Dialect.JDBC.prefix()) || allowedUrls.stream().noneMatch(url::startsWith)) {
            throw new SourceException(
                    Kind.INVALID,
                    "The address 'url' has to begin with one of tabletalk.jdbc.allowed-urls ("
                            + (allowedUrls.isEmpty() ? "which names none" : String.join(", ", allowedUrls))
                            + "): some drivers run code that stands in an address.");
        }
        String shown = allowedUrls.stream().filter(url::startsWith).findFirst().orElseThrow();
        return new JdbcAddress(Dialect.JDBC, url, Map.of(), settings.username(), settings.password(), shown + "…");
    }

    private static Map<String, String> properties(Dialect dialect, JdbcSettings.@Nullable Tls tls) {
        Map<String, String> properties = new TreeMap<>();
        switch (dialect) {
            case MYSQL, MARIADB -> {
                properties.put("connectTimeout", CONNECT_MILLISECONDS);
                properties.put("socketTimeout", SILENCE_MILLISECONDS);
                properties.put("allowLocalInfile", "false");
                if (tls != null) {
                    properties.put(
                            "sslMode",
                            switch (tls) {
                                case OFF -> "disable";
                                case TRUST -> "trust";
                                case VERIFY -> "verify-full";
                            });
                }
            }
            case SQLSERVER -> {
                properties.put("loginTimeout", CONNECT_SECONDS);
                properties.put("socketTimeout", SILENCE_MILLISECONDS);
                properties.put("applicationIntent", "ReadOnly");
                if (tls != null) {
                    properties.put("encrypt", tls == JdbcSettings.Tls.OFF ? "false" : "true");
                    properties.put("trustServerCertificate", tls == JdbcSettings.Tls.TRUST ? "true" : "false");
                }
            }
            case ORACLE -> {
                properties.put("oracle.net.CONNECT_TIMEOUT", CONNECT_MILLISECONDS);
                properties.put("oracle.jdbc.ReadTimeout", SILENCE_MILLISECONDS);
                if (tls != null && tls != JdbcSettings.Tls.OFF) {
                    throw new SourceException(
                            Kind.INVALID,
                            "Encrypted connections to Oracle need kind 'jdbc' with an address that names them.");
                }
            }
            case SQLITE, JDBC -> {}
        }
        return properties;
    }

    private static String plain(Pattern form, @Nullable String part, String name) {
        if (part == null || part.isBlank()) {
            throw new SourceException(Kind.INVALID, "'" + name + "' is missing.");
        }
        if (!form.matcher(part).matches()) {
            throw new SourceException(Kind.INVALID, "'" + name + "' holds characters that it cannot have.");
        }
        return part;
    }

    @Override
    public String toString() {
        return shown;
    }
}
