package io.tabletalk.index;

import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.SourceId;
import java.util.List;

/// What a part keeps of documents outside the index: snippets in the chat history, cached vectors. It is told when
/// documents are gone for good, and forgets. A Spring bean; safe for use by several threads.
public interface DocumentTraces {

    /// What these are called in receipts of deletions, in snake_case: `history_snippets`.
    String name();

    /// Forgets what is kept of these documents, and returns how many things that were. Idempotent.
    long forget(List<Gone> documents);

    /// Forgets what is kept of any document of a source that is removed.
    long forgetAll(SourceId source);

    /// A document that is gone.
    ///
    /// @param texts what was embedded of it, as far as the index still held it; may be empty
    record Gone(DocumentKey key, List<String> texts) {}
}
