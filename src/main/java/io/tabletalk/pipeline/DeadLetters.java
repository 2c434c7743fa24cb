package io.tabletalk.pipeline;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The store of dead letters. Durable and safe for use by several threads; every method but [#add] and
/// [#addAll] is idempotent.
public interface DeadLetters {

    /// Stores a letter, or adds the attempts to the one with the same source, stage and key and replaces the rest but
    /// the id. Returns it as stored.
    DeadLetter add(DeadLetter letter, DeadLetter.Message message);

    /// Stores many letters as [#add] does, all or none.
    void addAll(List<DeadLetter.WithMessage> letters);

    Optional<DeadLetter> find(String id);

    /// What a retry publishes; empty when there is no letter of that id.
    Optional<DeadLetter.Message> message(String id);

    /// Letters, newest first.
    List<DeadLetter> list(Selection selection, int limit, int offset);

    /// Letters that failed up to a time, oldest first, after the one given: to go through them while they change.
    List<DeadLetter> oldest(Selection selection, Instant until, @Nullable DeadLetter after, int limit);

    long count(Selection selection);

    /// Removes a letter that was retried with success or discarded. Returns whether it was there.
    boolean remove(String id);

    /// The letters of these keys of a source, in these stages.
    List<DeadLetter> of(String source, Collection<String> stages, Collection<String> keys);

    /// Removes the letters of these keys of a source in these stages, since the work went through. Returns how many
    /// there were.
    int resolve(String source, Collection<String> stages, Collection<String> keys);

    /// Removes the letters of a source that failed in any other batch: this one has read all of the source, so what
    /// still fails has failed in it again. Returns how many there were.
    int supersede(String source, String batch);

    /// Which letters; null means any.
    record Selection(
            @Nullable String source,
            @Nullable String batch,
            @Nullable String stage) {
        public static final Selection ALL = new Selection(null, null, null);
    }
}
