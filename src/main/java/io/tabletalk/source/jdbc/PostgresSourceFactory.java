package io.tabletalk.source.jdbc;

import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.Source;
import io.tabletalk.source.SourceFactory;
import java.util.Objects;
import org.springframework.stereotype.Component;

/// Kind `postgresql`.
@Component
class PostgresSourceFactory implements SourceFactory<PostgresSettings> {

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
        return SourceId.slug(name.substring(0, Math.min(name.length(), 55)) + "-" + Integer.toHexString(rest));
    }

    @Override
    public Source open(SourceId id, PostgresSettings settings) {
        return new PostgresSource(id, settings, new PostgresConnections(PostgresAddress.of(settings)));
    }
}
