package io.tabletalk.ingest;

import io.tabletalk.knowledge.DocumentKey;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Which updates have brought documents that the index did not hold, until whoever reports their outcome has asked: by
/// then it holds them. The latest of them, more than reporting may be behind. Safe for use by several threads.
final class NewDocuments {

    private static final int MOST = 20_000;

    private final Set<Brought> brought = Collections.newSetFromMap(new LinkedHashMap<>() {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Brought, Boolean> eldest) {
            return size() > MOST;
        }
    });

    private record Brought(DocumentKey key, long order) {

        static Brought by(VectorUpdate message) {
            return new Brought(
                    message.update().key(), message.update().position().order());
        }
    }

    synchronized void add(List<VectorUpdate> messages) {
        messages.forEach(message -> brought.add(Brought.by(message)));
    }

    synchronized Set<DocumentKey> among(List<VectorUpdate> messages) {
        return messages.stream()
                .filter(message -> brought.contains(Brought.by(message)))
                .map(message -> message.update().key())
                .collect(Collectors.toSet());
    }
}
