package io.tabletalk.source;

import io.tabletalk.knowledge.SourceId;
import java.util.List;

/// Knows of which sources the index does not hold everything yet. Safe for use by several threads.
public interface FirstReads {

    /// The sources that have never been read to their end, and whose read waits or is under way; by name.
    List<SourceId> unfinished();
}
