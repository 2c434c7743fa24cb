package io.tabletalk.source;

import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.SourceId;
import java.time.Instant;

/// Documents that a kind of source keeps itself, since they were sent to it and nobody can be asked for them again. A
/// Spring bean; safe for use by several threads.
public interface KeptDocuments {

    /// Whether the documents of a source are sent to it, and kept here.
    boolean keeps(SourceId source);

    /// Forgets a document that was deleted for good, as if its sender had deleted it. It comes back when it is sent
    /// again.
    ///
    /// @param upTo what came later stays
    /// @return whether anything was kept of it
    boolean forget(DocumentKey document, Instant upTo);
}
