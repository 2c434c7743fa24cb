package io.tabletalk.embedding;

import java.util.Collection;
import java.util.Map;

/// Vectors of passages that were embedded before, so that a row that moved, or a document that was deleted and added
/// again, is not embedded again. Bounded: what was stored first is pushed out first. Safe for use by several threads.
///
/// A cache that cannot be reached throws a [RuntimeException]; whoever embeds goes on without it.
public interface EmbeddingCache extends AutoCloseable {

    /// The vectors held of these texts; texts that are not held are missing from the answer.
    ///
    /// @param fingerprint of the engine; vectors of other engines are never returned
    Map<TextHash, float[]> find(String fingerprint, Collection<TextHash> texts);

    /// Holds these vectors from now on, to the last bit. What is held already stays as it is.
    ///
    /// @param fingerprint of the engine that made them
    void store(String fingerprint, Map<TextHash, float[]> vectors);

    /// Removes the vectors of these texts, whichever engine made them. When it returns, they are gone from where they
    /// were stored.
    ///
    /// @return how many there were
    long forget(Collection<TextHash> texts);

    /// Frees what the cache holds open; what is stored stays.
    @Override
    default void close() {}

    /// Keeps nothing.
    EmbeddingCache NONE = new EmbeddingCache() {

        @Override
        public Map<TextHash, float[]> find(String fingerprint, Collection<TextHash> texts) {
            return Map.of();
        }

        @Override
        public void store(String fingerprint, Map<TextHash, float[]> vectors) {}

        @Override
        public long forget(Collection<TextHash> texts) {
            return 0;
        }
    };
}
