package io.tabletalk.source;

import io.tabletalk.knowledge.SourceId;
import java.time.Instant;

/// A source that a user has defined and Tabletalk remembers.
///
/// @param type     the [SourceFactory#type]
/// @param settings an instance of the factory's settings type, or [Unreadable]; prints and serialises without
/// credentials
/// @param upkeep   how it is kept in step
public record SourceDefinition(
        SourceId id, String type, Object settings, Upkeep upkeep, Instant createdAt, Instant updatedAt) {

    /// A source that is not paused and has no schedule.
    public SourceDefinition(SourceId id, String type, Object settings, Instant createdAt, Instant updatedAt) {
        this(id, type, settings, Upkeep.NONE, createdAt, updatedAt);
    }

    /// Stands for settings that were valid when they were stored and no longer are: the kind is gone, or a setting was
    /// renamed. The source cannot be opened until it is defined again.
    public record Unreadable(String problem) {}
}
