package io.tabletalk.source;

import io.tabletalk.knowledge.SourceId;

/// Is published to the application after a source was defined, changed, paused, resumed or removed, by the thread that
/// did it. Sources declared in the configuration are defined before anyone listens.
public record SourceChanged(SourceId source) {}
