package io.tabletalk.source.jdbc;

import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.ChangeFeed;
import io.tabletalk.source.Source;
import io.tabletalk.source.SourceFactory;
import io.tabletalk.source.cdc.ChangesTopic;
import io.tabletalk.source.cdc.TopicFeed;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Kind `postgresql`.
@Component
class PostgresSourceFactory implements SourceFactory<PostgresSettings> {

    /// A minute or two of embedding: small enough to repeat after a failure, large enough that planning does not show.
    private static final int ROWS_PER_SPLIT = 5_000;

    private static final int LONGEST_NAME = 55;

    private final int rowsPerSplit;

    PostgresSourceFactory() {
        this(ROWS_PER_SPLIT);
    }

    PostgresSourceFactory(int rowsPerSplit) {
        this.rowsPerSplit = rowsPerSplit;
    }

    @Override
    public String type() {
        return "postgresql";
    }

    @Override
    public Class<PostgresSettings> settingsType() {
        return PostgresSettings.class;
    }

    /// Database and table by name, and a few digits for what else tells two apart: host, port and schema.
    @Override
    public SourceId defaultId(PostgresSettings settings) {
        PostgresAddress address = PostgresAddress.of(settings);
        int rest =
                Objects.hash(address.host(), address.port(), address.database(), settings.schema(), settings.table());
        String name = SourceId.slug("postgresql-" + address.database() + "-" + settings.table())
                .value();
        return SourceId.slug(name.substring(0, Math.min(name.length(), LONGEST_NAME)) + "-%08x".formatted(rest));
    }

    @Override
    public Set<String> changeableWithStoredCredentials() {
        return Set.of(
                "schema", "table", "fields", "text_fields", "key_fields", "title_field", "live", "replication_name");
    }

    @Override
    public Optional<ChangeFeed> feed(SourceId id, PostgresSettings settings) {
        ChangesTopic topic = settings.changes();
        if (topic != null) {
            PostgresConnections connections = new PostgresConnections(id, PostgresAddress.of(settings));
            return Optional.of(new TopicFeed(topic, new PostgresChangeReader(id, settings, connections)));
        }
        return settings.isLive()
                ? Optional.of(new PostgresFeed(id, settings, new PostgresConnections(id, PostgresAddress.of(settings))))
                : Optional.empty();
    }

    @Override
    public Optional<String> tableSetting() {
        return Optional.of("table");
    }

    @Override
    public Source open(SourceId id, PostgresSettings settings) {
        return new PostgresSource(
                id, settings, new PostgresConnections(id, PostgresAddress.of(settings)), rowsPerSplit);
    }
}
