package io.tabletalk.source.webhook;

import io.tabletalk.knowledge.SourceId;
import io.tabletalk.testing.StateDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A store of events on a real state database that knows one source.
/// @param keptOut keys of documents that are kept out; a test adds them
record WebhookFixture(StateDatabase state, EventStore store, SourceId source, Set<String> keptOut)
        implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    static WebhookFixture open(Path directory, SourceId source) {
        StateDatabase state = StateDatabase.open(directory);
        state.client()
                .sql("INSERT INTO source (id, type, settings, secrets, created_at, updated_at)"
                        + " VALUES (:id, 'webhook', '{}', '{}', '', '') ON CONFLICT DO NOTHING")
                .param("id", source.value())
                .update();
        Set<String> keptOut = new HashSet<>();
        EventStore store = new EventStore(
                state.client(),
                state.transactions(),
                documents -> documents.stream()
                        .filter(document -> keptOut.contains(document.key()))
                        .collect(Collectors.toSet()));
        return new WebhookFixture(state, store, source, keptOut);
    }

    Delivery send(String id, IncomingEvent... events) {
        return sendAt(NOW, id, events);
    }

    Delivery sendAt(Instant time, String id, IncomingEvent... events) {
        return store.accept(source, id, List.of(events).toString(), List.of(events), time);
    }

    static IncomingEvent upsert(String key, String title) {
        return upsert(key, title, null);
    }

    static IncomingEvent upsert(String key, String title, @Nullable Long version) {
        return new IncomingEvent(key, version, "{\"title\":\"" + title + "\",\"n\":1}");
    }

    static IncomingEvent delete(String key) {
        return new IncomingEvent(key, null, null);
    }

    @Override
    public void close() {
        state.close();
    }
}
