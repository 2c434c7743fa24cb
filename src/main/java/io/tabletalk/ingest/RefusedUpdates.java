package io.tabletalk.ingest;

import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.SourcePosition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Updates that the index of this server does not take, until whoever reports their outcome has asked. The latest few
/// of them: there should be none. Safe for use by several threads.
final class RefusedUpdates {

    private static final int MOST = 10_000;

    private final Map<DocumentKey, Refusal> refusals = new LinkedHashMap<>() {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<DocumentKey, Refusal> eldest) {
            return size() > MOST;
        }
    };

    private record Refusal(SourcePosition position, String reason) {}

    synchronized void add(DocumentUpdate update, RuntimeException failure) {
        refusals.put(
                update.key(),
                new Refusal(
                        update.position(),
                        "The index does not take the document ("
                                + failure.getClass().getSimpleName() + "); the server's log has the details."));
    }

    synchronized void forget(List<DocumentUpdate> taken) {
        if (!refusals.isEmpty()) {
            taken.forEach(update -> refusals.remove(update.key()));
        }
    }

    /// What the index of this server lacks; empty when it lacks nothing.
    synchronized Optional<String> problem() {
        return refusals.isEmpty()
                ? Optional.empty()
                : Optional.of(refusals.size()
                        + " documents are not in the index of this server, which does not take them; its log has the"
                        + " details.");
    }

    /// Why one of these is not in the index; empty when all are.
    synchronized Optional<String> reason(List<VectorUpdate> messages) {
        return messages.stream()
                .map(VectorUpdate::update)
                .flatMap(update -> Optional.ofNullable(refusals.get(update.key()))
                        .filter(refusal -> refusal.position().equals(update.position()))
                        .stream())
                .map(Refusal::reason)
                .findFirst();
    }
}
