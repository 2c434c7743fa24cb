package io.tabletalk.source;

import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.SourceException.Kind;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/// The sources in the state database, opened through the factory of their kind.
@Service
class SourceRegistry implements Sources {

    /// Stands for a table where it does not matter which.
    private static final String ANY_TABLE = "any";

    private final SortedMap<String, SourceFactory<?>> factories = new TreeMap<>();
    private final SourceTable table;
    private final SourceSettingsReader reader;
    private final SourceSecrets secrets;
    private final LiveObstacle obstacle;
    private final ApplicationEventPublisher events;
    private final Clock clock = Clock.systemUTC();
    private final List<IngestAtStart> ingestAtStart = new CopyOnWriteArrayList<>();

    SourceRegistry(
            List<SourceFactory<?>> factories,
            SourceTable table,
            SourceSettingsReader reader,
            SourceSecrets secrets,
            LiveObstacle obstacle,
            ApplicationEventPublisher events) {
        factories.forEach(factory -> this.factories.put(factory.type(), factory));
        this.table = table;
        this.reader = reader;
        this.secrets = secrets;
        this.obstacle = obstacle;
        this.events = events;
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

    /// Changes some settings of a source; the others stay, its credentials among them.
    ///
    /// @param changes new values by name; null takes a setting away
    /// @throws SourceException INVALID when there is no such source, the settings would be wrong, or a credential
    /// would
    ///                         go where it was not given for
    SourceDefinition change(SourceId id, Map<String, Object> changes) {
        SourceTable.Row row = existing(id);
        Map<String, Object> values = secrets.masked(row.stored());
        changes.forEach((name, value) -> {
            if (value == null) {
                values.remove(name);
            } else {
                values.put(name, value);
            }
        });
        return define(Optional.of(id), row.type(), values);
    }

    private <C> SourceDefinition define(SourceFactory<C> factory, Optional<SourceId> id, Map<String, Object> values) {
        Optional<SourceSecrets.Stored> stored = id.flatMap(table::find).map(SourceTable.Row::stored);
        Map<String, Object> unmasked =
                secrets.unmask(values, stored.map(secrets::secrets).orElse(Map.of()));
        C settings = reader.read(factory, unmasked);
        SourceSecrets.Stored apart = secrets.takeApart(settings);
        if (secrets.isMasked(values)) {
            stored.ifPresent(former -> requireSameReceiver(factory, former, apart));
        }
        Instant now = clock.instant();
        SourceId name = id.orElseGet(() -> factory.defaultId(settings));
        requireFollowable(factory, name, settings);
        Optional<SourceTable.Row> before = table.find(name);
        Upkeep upkeep = before.map(SourceTable.Row::upkeep).orElse(Upkeep.NONE);
        Instant createdAt = before.map(SourceTable.Row::createdAt).orElse(now);
        SourceTable.Row row = new SourceTable.Row(name, factory.type(), apart, upkeep, createdAt, now);
        if (!table.put(row)) {
            throw new SourceException(
                    Kind.INVALID, "The name '" + name + "' belongs to a source of another kind; choose another name.");
        }
        events.publishEvent(new SourceChanged(name));
        return new SourceDefinition(name, factory.type(), settings, upkeep, createdAt, now);
    }

    private <C> void requireFollowable(SourceFactory<C> factory, SourceId id, C settings) {
        obstacle.reason()
                .ifPresent(reason -> factory.feed(id, settings).ifPresent(feed -> {
                    feed.close();
                    throw new SourceException(Kind.INVALID, reason);
                }));
    }

    private void requireSameReceiver(SourceFactory<?> factory, SourceSecrets.Stored former, SourceSecrets.Stored now) {
        Set<String> changed = new TreeSet<>(secrets.differences(former, now));
        changed.removeAll(factory.changeableWithStoredCredentials());
        if (!changed.isEmpty()) {
            throw new SourceException(
                    Kind.INVALID,
                    "Give the masked credential itself: " + String.join(", ", changed)
                            + " changed, and a stored credential is sent only where it was given for.");
        }
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
                row.id(), row.type(), settingsOrReason(row), row.upkeep(), row.createdAt(), row.updatedAt());
    }

    /// One definition that an earlier version has left must not hide the others.
    private Object settingsOrReason(SourceTable.Row row) {
        try {
            return settings(factory(row.type()), row);
        } catch (SourceException e) {
            return new SourceDefinition.Unreadable(String.valueOf(e.getMessage()));
        }
    }

    private <C> C settings(SourceFactory<C> factory, SourceTable.Row row) {
        return reader.read(factory, secrets.putTogether(row.stored()));
    }

    @Override
    public Source open(SourceId id) {
        SourceTable.Row row = existing(id);
        return open(factory(row.type()), row);
    }

    private SourceTable.Row existing(SourceId id) {
        return table.find(id).orElseThrow(() -> new SourceException(Kind.INVALID, "There is no source '" + id + "'."));
    }

    private <C> Source open(SourceFactory<C> factory, SourceTable.Row row) {
        return factory.open(row.id(), settings(factory, row));
    }

    @Override
    public Source open(String type, Map<String, Object> settings) {
        return open(factory(type), settings);
    }

    /// What there is to choose from at the place that these settings name.
    ///
    /// @param settings may lack the one that names the choice
    List<String> tables(String type, Map<String, Object> settings) {
        SourceFactory<?> factory = factory(type);
        Map<String, Object> complete = new HashMap<>(settings);
        factory.tableSetting().ifPresent(name -> complete.put(name, ANY_TABLE));
        try (Source source = open(factory, complete)) {
            return source.tables();
        }
    }

    /// How a kind is set up.
    List<SettingForm> forms(String type) {
        return SettingForm.of(factory(type).settingsType());
    }

    private <C> Source open(SourceFactory<C> factory, Map<String, Object> values) {
        C settings = reader.read(factory, secrets.unmask(values, Map.of()));
        SourceId id = factory.defaultId(settings);
        requireFollowable(factory, id, settings);
        return factory.open(id, settings);
    }

    @Override
    public Optional<ChangeFeed> feed(SourceId id) {
        return table.find(id).flatMap(row -> feed(factory(row.type()), row));
    }

    private <C> Optional<ChangeFeed> feed(SourceFactory<C> factory, SourceTable.Row row) {
        return factory.feed(row.id(), settings(factory, row));
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
        boolean removed = table.remove(id);
        if (removed) {
            events.publishEvent(new SourceChanged(id));
        }
        return removed;
    }
}
