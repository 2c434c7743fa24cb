package io.tabletalk.pipeline;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The store of dead letters. Durable and safe for use by several threads; every method is idempotent.
public interface DeadLetters {

    /// Stores a letter, or raises the attempts of the one with the same source, stage and key and replaces the rest.
    /// Returns it as stored.
    DeadLetter add(DeadLetter letter);

    Optional<DeadLetter> find(String id);

    /// Letters, newest first.
    List<DeadLetter> list(Selection selection, int limit, int offset);

    long count(Selection selection);

    /// Removes a letter that was retried with success or discarded. Returns whether it was there.
    boolean remove(String id);

    /// Removes the letters of these keys of a source, since the documents went through. Returns how many there were.
    int resolve(String source, List<String> keys);

    /// Which letters; null means any.
    record Selection(
            @Nullable String source,
            @Nullable String batch,
            @Nullable String stage) {
        public static final Selection ALL = new Selection(null, null, null);
    }
}
