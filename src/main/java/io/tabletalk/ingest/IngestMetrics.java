package io.tabletalk.ingest;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How the batches are, read from where they are stored: every process of an installation reports the same.
final class IngestMetrics implements MeterBinder {

    private static final int LATEST = 200;

    /// All gauges of one reading of the metrics see the same batches.
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final InstantSource clock;
    private final LoadingCache<String, List<Batch>> batches;

    IngestMetrics(BatchStatusStore store, InstantSource clock) {
        this.clock = clock;
        this.batches = Caffeine.newBuilder().expireAfterWrite(FRESH).build(all -> latest(store));
    }

    private static List<Batch> latest(BatchStatusStore store) {
        Map<String, Batch> all = new HashMap<>();
        store.unfinished().forEach(batch -> all.put(batch.id(), batch));
        store.recent(LATEST, 0).forEach(batch -> all.put(batch.id(), batch));
        return List.copyOf(all.values());
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Batch.Status status : Batch.Status.values()) {
            Gauge.builder("tabletalk.batches", () -> count(status))
                    .description("Batches in each state: the unfinished ones, and of the last 200 those that ended")
                    .tag("status", status.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        Gauge.builder("tabletalk.batch.silence", () -> longestSilence().toMillis() / 1000.0)
                .description("Time since the running batch was heard of that has not been for the longest time")
                .baseUnit("seconds")
                .register(registry);
    }

    private long count(Batch.Status status) {
        return batches().stream().filter(batch -> batch.status() == status).count();
    }

    private Duration longestSilence() {
        Instant now = clock.instant();
        return batches().stream()
                .filter(batch -> batch.status() == Batch.Status.RUNNING)
                .map(batch -> Duration.between(batch.updatedAt(), now))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private List<Batch> batches() {
        return batches.get("latest");
    }
}
