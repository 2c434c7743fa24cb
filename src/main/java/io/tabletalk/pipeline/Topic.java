package io.tabletalk.pipeline;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// A named stream of messages of one type.
///
/// @param name    lower-case words joined by `-`, such as `embedding-requests`
/// @param type    the message type; a record (or a sealed family of records) that Jackson can write and read
/// @param key     messages with the same key are delivered in the order in which they were published
/// @param weight  about how many bytes a message takes in memory; what waits in a process is bounded by it, so that a
///                few very large messages cannot fill the memory which many small ones may share
/// @param workers the group that works the messages off: publishers wait while it is too far behind. Null when nobody
///                is waited for. A transport inside one process waits for every group.
/// @param removal tells the message that says its key is gone. A transport that keeps messages may keep only the latest
///                of each key, and none of a key that is gone, once they are old. Null when each message counts.
public record Topic<M>(
        String name,
        Class<M> type,
        Function<M, String> key,
        ToLongFunction<M> weight,
        @Nullable String workers,
        @Nullable Predicate<M> removal) {

    private static final long SMALL = 256;

    /// A topic for which no publisher waits, where each message counts.
    public Topic(String name, Class<M> type, Function<M, String> key, ToLongFunction<M> weight) {
        this(name, type, key, weight, null, null);
    }

    /// The same, with messages that are all small.
    public Topic(String name, Class<M> type, Function<M, String> key) {
        this(name, type, key, message -> SMALL);
    }

    /// The same topic; publishers wait while this group is too far behind.
    public Topic<M> workedOffBy(String group) {
        return new Topic<>(name, type, key, weight, group, removal);
    }

    /// The same topic; of each key the latest message is enough, and after this one, none.
    public Topic<M> keepingLatestUntil(Predicate<M> gone) {
        return new Topic<>(name, type, key, weight, workers, gone);
    }

    public Optional<String> group() {
        return Optional.ofNullable(workers);
    }

    /// Whether only the latest message of each key need be kept.
    public boolean keepsLatest() {
        return removal != null;
    }

    /// Whether the message says that its key is gone.
    public boolean isRemoval(M message) {
        return removal != null && removal.test(message);
    }
}
