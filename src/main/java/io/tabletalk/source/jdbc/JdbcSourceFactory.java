package io.tabletalk.source.jdbc;

import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.ChangeFeed;
import io.tabletalk.source.ReadableFiles;
import io.tabletalk.source.Source;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import io.tabletalk.source.SourceFactory;
import io.tabletalk.source.cdc.TopicFeed;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The kind of source of one dialect.
final class JdbcSourceFactory implements SourceFactory<JdbcSettings> {

    private static final int LONGEST_NAME = 55;

    private final Dialect dialect;
    private final JdbcDrivers drivers;
    private final ReadableFiles files;
    private final List<String> allowedUrls;
    private final int rowsPerSplit;

    /// @param allowedUrls  what the addresses of kind `jdbc` may begin with
    /// @param rowsPerSplit a minute or two of embedding: small enough to repeat after a failure
    JdbcSourceFactory(
            Dialect dialect, JdbcDrivers drivers, ReadableFiles files, List<String> allowedUrls, int rowsPerSplit) {
        this.dialect = dialect;
        this.drivers = drivers;
        this.files = files;
        this.allowedUrls = allowedUrls;
        this.rowsPerSplit = rowsPerSplit;
    }

    @Override
    public String type() {
        return dialect.type();
    }

    @Override
    public Class<JdbcSettings> settingsType() {
        return JdbcSettings.class;
    }

    /// Database and table by name, and a few digits for what else tells two apart.
    @Override
    public SourceId defaultId(JdbcSettings settings) {
        int rest = Objects.hash(
                settings.host(),
                settings.port(),
                settings.database(),
                settings.filePath(),
                settings.schema(),
                settings.table(),
                settings.query());
        String where = dialect == Dialect.SQLITE ? file(settings) : settings.database();
        String what = settings.table() == null ? "query" : settings.table();
        String name = SourceId.slug(type() + "-" + (where == null ? "" : where + "-") + what)
                .value();
        return SourceId.slug(name.substring(0, Math.min(name.length(), LONGEST_NAME)) + "-%08x".formatted(rest));
    }

    @Override
    public Set<String> changeableWithStoredCredentials() {
        return Set.of("schema", "table", "query", "fields", "text_fields", "key_fields", "title_field", "cursor_field");
    }

    @Override
    public Optional<String> tableSetting() {
        return Optional.of("table");
    }

    @Override
    public Optional<ChangeFeed> feed(SourceId id, JdbcSettings settings) {
        return Optional.ofNullable(settings.changes())
                .map(topic -> new TopicFeed(topic, new JdbcChangeReader(id, settings, connections(id, settings))));
    }

    @Override
    public Source open(SourceId id, JdbcSettings settings) {
        return new JdbcSource(id, settings, connections(id, settings), rowsPerSplit);
    }

    private JdbcConnections connections(SourceId id, JdbcSettings settings) {
        return new JdbcConnections(id, JdbcAddress.of(dialect, settings, sqlitePath(settings), allowedUrls), drivers);
    }

    private @Nullable String sqlitePath(JdbcSettings settings) {
        if (dialect != Dialect.SQLITE) {
            return null;
        }
        String file = file(settings);
        if (file == null) {
            throw new SourceException(Kind.INVALID, "'file_path' is missing.");
        }
        return files.resolve(file).toString();
    }

    /// Clients that name every kind of source alike say `database`.
    private static @Nullable String file(JdbcSettings settings) {
        return settings.filePath() == null ? settings.database() : settings.filePath();
    }
}
