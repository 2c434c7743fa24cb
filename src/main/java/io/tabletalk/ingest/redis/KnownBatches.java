package io.tabletalk.ingest.redis;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.tabletalk.ingest.Batch;
import io.tabletalk.ingest.BatchStatusStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Batches while Redis is gone: as the state database had them when it was last asked. However many people look, it is
/// asked for the same no oftener than every five seconds, since it counts what is read at the time. Safe for use by
/// several threads.
final class KnownBatches {

    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final int MOST = 1_000;

    private final LoadingCache<String, Known<Optional<Batch>>> batches;
    private final LoadingCache<Page, Known<List<Batch>>> pages;

    KnownBatches(BatchStatusStore store, InstantSource clock) {
        this.batches = Caffeine.newBuilder()
                .expireAfterWrite(FRESH)
                .maximumSize(MOST)
                .build(id -> new Known<>(clock.instant(), store.find(id)));
        this.pages = Caffeine.newBuilder()
                .expireAfterWrite(FRESH)
                .maximumSize(MOST)
                .build(page -> new Known<>(clock.instant(), store.recent(page.limit(), page.offset())));
    }

    private record Page(int limit, int offset) {}

    private record Known<T>(Instant at, T what) {}

    Optional<Batch> find(String id) {
        Known<Optional<Batch>> known = batches.get(id);
        return known.what().map(batch -> batch.knownAt(known.at()));
    }

    List<Batch> recent(int limit, int offset) {
        Known<List<Batch>> known = pages.get(new Page(limit, offset));
        return known.what().stream().map(batch -> batch.knownAt(known.at())).toList();
    }

    /// Somebody has done something to a batch and wants to see it.
    void forget() {
        batches.invalidateAll();
        pages.invalidateAll();
    }
}
