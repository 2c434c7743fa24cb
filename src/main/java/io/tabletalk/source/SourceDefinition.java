package io.tabletalk.source;

import io.tabletalk.knowledge.SourceId;
import java.time.Instant;

/// A source that a user has defined and Tabletalk remembers.
///
/// @param type     the [SourceFactory#type]
/// @param settings an instance of the factory's settings type; prints and serialises without credentials
public record SourceDefinition(SourceId id, String type, Object settings, Instant createdAt, Instant updatedAt) {}
