package io.tabletalk.ingest;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.tabletalk.pipeline.Transport;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/// What waits for whom, in whichever process: also for those of which none is there. Safe for use by several threads.
final class Queues {

    /// However many ask, the brokers are asked no oftener.
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final LoadingCache<String, List<Transport.Queue>> queues;

    /// @param ask asks the transport
    Queues(Supplier<List<Transport.Queue>> ask) {
        this.queues = Caffeine.newBuilder().expireAfterWrite(FRESH).build(all -> ask.get());
    }

    /// As it was at most five seconds ago.
    ///
    /// @throws io.tabletalk.pipeline.TransportUnavailableException when the transport cannot tell
    List<Transport.Queue> now() {
        return queues.get("all");
    }

    static String told(Transport.Queue queue) {
        String workers =
                switch (queue.workers()) {
                    case 0 -> "of which no process is there";
                    case 1 -> "of which 1 process is there";
                    default -> "of which " + queue.workers() + " processes are there";
                };
        return "%,d messages of %s wait for %s, %s.".formatted(queue.waiting(), queue.topic(), queue.group(), workers);
    }
}
