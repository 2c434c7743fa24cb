package io.tabletalk.pipeline;

import java.util.function.Function;
import java.util.function.ToLongFunction;

/// A named stream of messages of one type.
///
/// @param name   lower-case words joined by `-`, such as `embedding-requests`
/// @param type   the message type; a record (or a sealed family of records) that Jackson can write and read
/// @param key    messages with the same key are delivered in the order in which they were published
/// @param weight about how many bytes a message takes in memory; what waits in a process is bounded by it, so that a
///               few very large messages cannot fill the memory which many small ones may share
public record Topic<M>(String name, Class<M> type, Function<M, String> key, ToLongFunction<M> weight) {

    private static final long SMALL = 256;

    /// A topic whose messages are all small.
    public Topic(String name, Class<M> type, Function<M, String> key) {
        this(name, type, key, message -> SMALL);
    }
}
