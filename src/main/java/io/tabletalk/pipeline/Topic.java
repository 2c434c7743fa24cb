package io.tabletalk.pipeline;

import java.util.function.Function;

/// A named stream of messages of one type.
///
/// @param name lower-case words joined by `-`, such as `embedding-requests`
/// @param type the message type; a record that Jackson can write and read
/// @param key  messages with the same key are delivered in the order in which they were published
public record Topic<M>(String name, Class<M> type, Function<M, String> key) {}
