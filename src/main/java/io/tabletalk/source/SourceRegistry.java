package io.tabletalk.source;

import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.SourceException.Kind;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Service;

/// The sources in the state database, opened through the factory of their kind.
@Service
class SourceRegistry implements Sources {

    private final SortedMap<String, SourceFactory<?>> factories = new TreeMap<>();
    private final SourceTable table;
    private final SourceSettingsReader reader;
    private final SourceSecrets secrets;
    private final Clock clock = Clock.systemUTC();
    private final List<IngestAtStart> ingestAtStart = new CopyOnWriteArrayList<>();

    SourceRegistry(
            List<SourceFactory<?>> factories, SourceTable table, SourceSettingsReader reader, SourceSecrets secrets) {
        factories.forEach(factory -> this.factories.put(factory.type(), factory));
        this.table = table;
        this.reader = reader;
        this.secrets = secrets;
    }

    @Override
    public List<String> types() {
        return List.copyOf(factories.keySet());
    }

    /// The factory of a kind.
    ///
    /// @throws SourceException INVALID when there is none
    SourceFactory<?> factory(String type) {
        SourceFactory<?> factory = factories.get(type);
        if (factory == null) {
            throw new SourceException(
                    Kind.INVALID,
                    "There is no kind of source '" + type + "'. The kinds are " + String.join(", ", types()) + ".");
        }
        return factory;
    }

    @Override
    public SourceDefinition define(Optional<SourceId> id, String type, Map<String, Object> settings) {
        return define(factory(type), id, settings);
    }

    private <C> SourceDefinition define(SourceFactory<C> factory, Optional<SourceId> id, Map<String, Object> values) {
        C settings = reader.read(factory, unmasked(id, values));
        Instant now = clock.instant();
        SourceId name = id.orElseGet(() -> factory.defaultId(settings));
        Instant createdAt = table.find(name).map(SourceTable.Row::createdAt).orElse(now);
        SourceTable.Row row = new SourceTable.Row(name, factory.type(), secrets.takeApart(settings), createdAt, now);
        if (!table.put(row)) {
            throw new SourceException(
                    Kind.INVALID, "The name '" + name + "' belongs to a source of another kind; choose another name.");
        }
        return new SourceDefinition(name, factory.type(), settings, createdAt, now);
    }

    private Map<String, Object> unmasked(Optional<SourceId> id, Map<String, Object> values) {
        Map<String, String> stored = id.flatMap(table::find)
                .map(row -> secrets.secrets(row.stored()))
                .orElse(Map.of());
        return secrets.unmask(values, stored);
    }

    @Override
    public Optional<SourceDefinition> find(SourceId id) {
        return table.find(id).map(this::definition);
    }

    @Override
    public List<SourceDefinition> all() {
        return table.all().stream().map(this::definition).toList();
    }

    private SourceDefinition definition(SourceTable.Row row) {
        return new SourceDefinition(
                row.id(), row.type(), settings(factory(row.type()), row), row.createdAt(), row.updatedAt());
    }

    private <C> C settings(SourceFactory<C> factory, SourceTable.Row row) {
        return reader.read(factory, secrets.putTogether(row.stored()));
    }

    @Override
    public Source open(SourceId id) {
        SourceTable.Row row =
                table.find(id).orElseThrow(() -> new SourceException(Kind.INVALID, "There is no source '" + id + "'."));
        return open(factory(row.type()), row);
    }

    private <C> Source open(SourceFactory<C> factory, SourceTable.Row row) {
        return factory.open(row.id(), settings(factory, row));
    }

    @Override
    public Source open(String type, Map<String, Object> settings) {
        return open(factory(type), settings);
    }

    private <C> Source open(SourceFactory<C> factory, Map<String, Object> values) {
        C settings = reader.read(factory, secrets.unmask(values, Map.of()));
        return factory.open(factory.defaultId(settings), settings);
    }

    @Override
    public List<IngestAtStart> ingestAtStart() {
        return List.copyOf(ingestAtStart);
    }

    void ingestAtStart(IngestAtStart source) {
        ingestAtStart.add(source);
    }

    @Override
    public boolean remove(SourceId id) {
        return table.remove(id);
    }
}
