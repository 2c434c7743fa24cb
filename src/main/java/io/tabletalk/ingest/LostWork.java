package io.tabletalk.ingest;

import io.tabletalk.pipeline.Transport;
import io.tabletalk.pipeline.TransportUnavailableException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds running batches that wait for messages which nobody carries: a process noted in the state database that work
/// is handed out, and was killed before it published the message.
///
/// Proof that none is under way: a mark is set in the streams, and once all that was published before it is handled,
/// the next. After as many marks as a message has steps to go, whatever was under way at the first has ended, and would
/// have changed the batch. Not safe for use by several threads.
final class LostWork {

    private static final Logger log = LoggerFactory.getLogger(LostWork.class);

    /// Plan, read, compare, embed, apply, status, sweep; and one for what was being published at the first mark.
    static final int STEPS = 8;

    private final Supplier<List<Batch>> unfinished;
    private final Supplier<Transport.Mark> marks;
    private final Consumer<String> resume;
    private final Map<String, Watch> watches = new HashMap<>();

    /// @param unfinished batches that are queued or run
    /// @param marks      sets a mark in all topics
    /// @param resume     lets a batch go on although its messages are lost
    LostWork(Supplier<List<Batch>> unfinished, Supplier<Transport.Mark> marks, Consumer<String> resume) {
        this.unfinished = unfinished;
        this.marks = marks;
        this.resume = resume;
    }

    /// @param changed when the batch last changed
    private record Watch(Instant changed, int passed, Transport.Mark mark) {
        boolean isOf(Batch batch) {
            return changed.equals(batch.updatedAt());
        }
    }

    /// Looks once. To be called again and again.
    void look() {
        List<Batch> running = unfinished.get().stream()
                .filter(batch -> batch.status() == Batch.Status.RUNNING)
                .toList();
        watches.keySet().retainAll(running.stream().map(Batch::id).toList());
        if (running.isEmpty()) {
            return;
        }
        try {
            // What was published while a mark was being passed belongs to the next one, which is set after that.
            Set<String> passed =
                    running.stream().filter(this::isPassed).map(Batch::id).collect(Collectors.toSet());
            Transport.Mark now = marks.get();
            running.forEach(batch -> watch(batch, passed.contains(batch.id()), now));
        } catch (TransportUnavailableException e) {
            log.debug("The transport does not tell how far it is", e);
        }
    }

    private boolean isPassed(Batch batch) {
        Watch watch = watches.get(batch.id());
        return watch != null && watch.isOf(batch) && watch.mark().isPassed();
    }

    private void watch(Batch batch, boolean passed, Transport.Mark now) {
        Watch watch = watches.get(batch.id());
        if (watch == null || !watch.isOf(batch)) {
            watches.put(batch.id(), new Watch(batch.updatedAt(), 0, now));
        } else if (passed) {
            passed(batch, watch.passed() + 1, now);
        }
    }

    private void passed(Batch batch, int marks, Transport.Mark now) {
        if (marks < STEPS) {
            watches.put(batch.id(), new Watch(batch.updatedAt(), marks, now));
        } else {
            watches.remove(batch.id());
            log.warn("Batch {} of {} waits for messages that are lost; it goes on without", batch.id(), batch.source());
            resume.accept(batch.id());
        }
    }
}
