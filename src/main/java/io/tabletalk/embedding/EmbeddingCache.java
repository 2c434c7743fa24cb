package io.tabletalk.embedding;

import java.util.Collection;
import java.util.Map;

/// What engines made of passages before, so that a row that moved, or a document that was deleted and added again, is
/// not
/// embedded again: bytes that mean something to [PassageEmbedder] alone. Bounded: what was stored first is pushed out
/// first. Safe for use by several threads.
///
/// A cache that cannot be reached throws a [RuntimeException]; whoever embeds goes on without it.
public interface EmbeddingCache extends AutoCloseable {

    /// What is held of these texts; texts that are not held are missing from the answer.
    ///
    /// @param fingerprint of the engine and of what it made; nothing else is ever returned
    Map<TextHash, byte[]> find(String fingerprint, Collection<TextHash> texts);

    /// Holds this from now on. What is held already stays as it is.
    ///
    /// @param fingerprint as in [#find]
    void store(String fingerprint, Map<TextHash, byte[]> made);

    /// Removes whatever is held of these texts, whichever engine made it. When it returns, it is gone from where it was
    /// stored.
    ///
    /// @return how many there were
    long forget(Collection<TextHash> texts);

    /// Frees what the cache holds open; what is stored stays.
    @Override
    default void close() {}

    /// Keeps nothing.
    EmbeddingCache NONE = new EmbeddingCache() {

        @Override
        public Map<TextHash, byte[]> find(String fingerprint, Collection<TextHash> texts) {
            return Map.of();
        }

        @Override
        public void store(String fingerprint, Map<TextHash, byte[]> made) {}

        @Override
        public long forget(Collection<TextHash> texts) {
            return 0;
        }
    };
}
