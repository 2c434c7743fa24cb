package io.tabletalk.ingest;

import io.tabletalk.knowledge.DocumentKey;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// The changes of live sources that are on their way through the pipeline. Whoever has brought some in waits until each
/// has reached its end: in the index, and durable there, or a dead letter.
final class OpenChanges {

    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<Integer, Open> open = new ConcurrentHashMap<>();

    /// Changes brought in together. To be closed when nobody waits for them any more.
    final class Open implements AutoCloseable {

        private final int number = numbers.incrementAndGet();
        private final Set<DocumentKey> keys;
        private final CountDownLatch settled = new CountDownLatch(1);

        private Open(Collection<DocumentKey> keys) {
            this.keys = new HashSet<>(keys);
        }

        Origin origin() {
            return Origin.live(number);
        }

        void await() throws InterruptedException {
            if (!isSettled()) {
                settled.await();
            }
        }

        private synchronized boolean isSettled() {
            return keys.isEmpty();
        }

        private synchronized void settle(DocumentKey key) {
            if (keys.remove(key) && keys.isEmpty()) {
                settled.countDown();
            }
        }

        @Override
        public void close() {
            open.remove(number);
        }
    }

    Open open(Collection<DocumentKey> keys) {
        Open changes = new Open(keys);
        open.put(changes.number, changes);
        return changes;
    }

    /// A change has reached its end. Those that nobody waits for are left alone: they came before a restart.
    void settled(DocumentSettled outcome) {
        Open changes = open.get(outcome.origin().attempt());
        if (changes != null) {
            changes.settle(new DocumentKey(outcome.source(), outcome.key()));
        }
    }
}
