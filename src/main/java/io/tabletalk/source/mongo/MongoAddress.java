package io.tabletalk.source.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoConfigurationException;
import com.mongodb.MongoCredential;
import com.mongodb.MongoNamespace;
import com.mongodb.ServerAddress;
import io.tabletalk.security.Secret;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a collection is.
///
/// @param hosts `host:port`, several joined by commas; nothing else
record MongoAddress(String hosts, String database, String collection, MongoSettings settings) {

    private static final int DEFAULT_PORT = 27_017;
    /// Time for every host to be tried; less than a user is made to wait for the test of a connection. A change of the
    /// primary may take longer: then reading is tried again.
    private static final int ANSWER_SECONDS = 4;

    private static final int SILENCE_SECONDS = 120;
    private static final int CONNECTIONS = 8;

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_.-]+|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]+");
    private static final Pattern URL =
            Pattern.compile("mongodb(?:\\+srv)?://(?:[^@/?]*@)?(?<hosts>[^@/?]+)(?:/(?<database>[^?/]*))?(?:\\?.*)?");

    /// @throws SourceException INVALID when a part is missing or has the wrong form
    static MongoAddress of(MongoSettings settings) {
        String hosts;
        String fromUrl = null;
        if (settings.connectionString() == null) {
            hosts = host(settings) + ":" + (settings.port() == null ? DEFAULT_PORT : settings.port());
        } else {
            Matcher url = URL.matcher(settings.connectionString().reveal().strip());
            if (!url.matches()) {
                throw malformed();
            }
            hosts = url.group("hosts");
            fromUrl = url.group("database");
        }
        return new MongoAddress(hosts, database(settings.database(), fromUrl), collection(settings), settings);
    }

    /// How to reach the server. May look the host up, so this is not part of [#of].
    MongoClientSettings client() {
        MongoClientSettings.Builder client = MongoClientSettings.builder();
        if (settings.connectionString() == null) {
            client.applyToClusterSettings(cluster -> cluster.hosts(List.of(
                    new ServerAddress(host(settings), Objects.requireNonNullElse(settings.port(), DEFAULT_PORT)))));
        } else {
            client.applyConnectionString(connectionString(settings.connectionString()));
        }
        Boolean tls = settings.tls();
        if (tls != null) {
            boolean enabled = tls;
            client.applyToSslSettings(ssl -> ssl.enabled(enabled));
        }
        if (settings.username() != null && !settings.username().isBlank()) {
            client.credential(credential(settings.username()));
        }
        return client.applicationName("tabletalk")
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(ANSWER_SECONDS, TimeUnit.SECONDS))
                .applyToSocketSettings(socket -> socket.connectTimeout(ANSWER_SECONDS, TimeUnit.SECONDS)
                        .readTimeout(SILENCE_SECONDS, TimeUnit.SECONDS))
                .applyToConnectionPoolSettings(pool -> pool.maxSize(CONNECTIONS))
                .build();
    }

    /// `database.collection` at `host:port`, for messages.
    @Override
    public String toString() {
        return "'" + database + "." + collection + "' at " + hosts;
    }

    private MongoCredential credential(String username) {
        if (settings.password() == null) {
            throw new SourceException(Kind.INVALID, "'password' is missing.");
        }
        return MongoCredential.createCredential(
                username,
                Objects.requireNonNullElse(settings.authSource(), "admin"),
                settings.password().reveal().toCharArray());
    }

    /// The driver's own messages may repeat parts of the string.
    private static ConnectionString connectionString(Secret url) {
        try {
            return new ConnectionString(url.reveal().strip());
        } catch (MongoConfigurationException e) {
            throw new SourceException(
                    Kind.UNAVAILABLE, "The hosts that the connection string stands for cannot be looked up.");
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    private static String host(MongoSettings settings) {
        String host = settings.host() == null || settings.host().isBlank()
                ? "localhost"
                : settings.host().strip();
        if (!HOST.matcher(host).matches()) {
            throw new SourceException(Kind.INVALID, "'host' is neither a host name nor an address.");
        }
        return host;
    }

    private static String database(@Nullable String given, @Nullable String fromUrl) {
        String database = given == null || given.isBlank() ? fromUrl : given;
        if (database == null || database.isEmpty()) {
            throw new SourceException(Kind.INVALID, "'database' is missing.");
        }
        try {
            String name = Objects.equals(database, fromUrl)
                    ? URLDecoder.decode(database.replace("+", "%2B"), StandardCharsets.UTF_8)
                    : database;
            MongoNamespace.checkDatabaseNameValidity(name);
            return name;
        } catch (IllegalArgumentException e) {
            throw new SourceException(Kind.INVALID, "'database' is no name that a MongoDB database can have.");
        }
    }

    private static String collection(MongoSettings settings) {
        try {
            MongoNamespace.checkCollectionNameValidity(settings.collection());
            return settings.collection();
        } catch (IllegalArgumentException e) {
            throw new SourceException(Kind.INVALID, "'collection' is no name that a MongoDB collection can have.");
        }
    }

    private static SourceException malformed() {
        return new SourceException(
                Kind.INVALID,
                "'connection_string' does not have the form mongodb://user:password@host:port/database; `@`, `:`, `/`"
                        + " and `%` within a part are written %40, %3A, %2F and %25.");
    }
}
