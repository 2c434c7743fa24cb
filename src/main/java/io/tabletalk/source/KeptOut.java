package io.tabletalk.source;

import io.tabletalk.knowledge.DocumentKey;
import java.util.Collection;
import java.util.Set;

/// Documents that were deleted and are to stay out, although their source may go on to hold them. Safe for use by
/// several threads and processes.
public interface KeptOut {

    /// Which of these documents are kept out.
    Set<DocumentKey> among(Collection<DocumentKey> documents);
}
