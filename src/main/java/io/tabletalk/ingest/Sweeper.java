package io.tabletalk.ingest;

import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.index.IndexException;
import io.tabletalk.index.IndexedDocument;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.SourcePosition;
import io.tabletalk.pipeline.DeadLetters;
import io.tabletalk.pipeline.Transport;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds the documents of a source that the index holds and a complete read has not seen, and has them removed. What is
/// newer than the read stays: it may have come by another way since.
final class Sweeper {

    static final String NAME = "sweep";
    private static final int CHUNK = 500;

    private final KnowledgeIndex index;
    private final IndexSupply supply;
    private final BatchStatusStore store;
    private final DeadLetters deadLetters;
    private final Transport transport;

    Sweeper(
            KnowledgeIndex index,
            IndexSupply supply,
            BatchStatusStore store,
            DeadLetters deadLetters,
            Transport transport) {
        this.index = index;
        this.supply = supply;
        this.store = store;
        this.deadLetters = deadLetters;
        this.transport = transport;
    }

    void sweep(SweepBatch message) {
        store.beginSweep(message.batch()).ifPresent(position -> {
            publishOpen(message, position);
            if (removeUnseen(message, position)) {
                deadLetters.resolve(message.source().value(), List.of(NAME), List.of(NAME));
                store.sweepEnded(message.batch());
            }
        });
    }

    /// Removals that were registered by an earlier run of this sweep and have no outcome: their messages may be lost.
    private void publishOpen(SweepBatch message, SourcePosition position) {
        List<String> open = store.openRemovals(message.batch(), "", CHUNK);
        while (!open.isEmpty()) {
            publish(message, position, open);
            open = store.openRemovals(message.batch(), open.getLast(), CHUNK);
        }
    }

    /// Returns false when the batch wants no more.
    private boolean removeUnseen(SweepBatch message, SourcePosition position) {
        supply.awaitPublished();
        try (Stream<IndexedDocument> documents =
                Stream.concat(index.documents(message.source()), supply.leftOut(message.source()))) {
            Iterator<String> keys = documents
                    .filter(document -> document.position().compareTo(position) <= 0)
                    .map(document -> document.key().key())
                    .iterator();
            while (keys.hasNext()) {
                Optional<List<String>> gone = store.registerRemovals(message.batch(), chunk(keys));
                if (gone.isEmpty()) {
                    return false;
                }
                publish(message, position, gone.get());
            }
            return true;
        } catch (IndexException e) {
            throw IndexFailure.of(e);
        }
    }

    private void publish(SweepBatch message, SourcePosition position, List<String> keys) {
        Origin origin = Origin.sweep(message.batch());
        List<VectorUpdate> removals = keys.stream()
                .map(key -> new DocumentKey(message.source(), key))
                .map(document -> VectorUpdate.removal(origin, new DocumentUpdate.Remove(document, position)))
                .toList();
        transport.publishAll(Topics.VECTOR_UPDATES, removals);
    }

    private static List<String> chunk(Iterator<String> keys) {
        List<String> chunk = new ArrayList<>(CHUNK);
        while (keys.hasNext() && chunk.size() < CHUNK) {
            chunk.add(keys.next());
        }
        return chunk;
    }
}
