package io.tabletalk.source;

import io.tabletalk.knowledge.SourceId;

/// Is published to the application when something in a source has changed, so that it is read soon. May be published
/// more often than needed, by any thread.
///
/// @param evenIfNeverRead whether to read it also when nobody has read it yet
public record SourceNews(SourceId source, boolean evenIfNeverRead) {}
