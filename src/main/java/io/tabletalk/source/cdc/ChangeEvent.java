package io.tabletalk.source.cdc;

import java.time.Instant;
import java.util.Map;

/// What a database has told about one change.
public sealed interface ChangeEvent {

    /// Where it stands in the log.
    long position();

    /// The transaction that made it; 0 when it belongs to none.
    long transaction();

    Instant committedAt();

    /// A row with this key was inserted, changed or deleted. A change of the key itself comes as two of these.
    ///
    /// @param key the key's values by column, as text
    record Row(Map<String, String> key, long position, long transaction, Instant committedAt) implements ChangeEvent {}

    /// All rows were removed at once.
    record Truncation(long position, long transaction, Instant committedAt) implements ChangeEvent {}

    /// A message that the application itself has written into the log.
    record Message(String content, long position, long transaction, Instant committedAt) implements ChangeEvent {}
}
