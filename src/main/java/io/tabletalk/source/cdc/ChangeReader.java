package io.tabletalk.source.cdc;

import io.tabletalk.knowledge.DocumentChange;
import io.tabletalk.source.SourceRecord;
import java.util.List;

/// Reads the rows of one table, or the documents of one collection, that have changed, as a full read would.
public interface ChangeReader extends AutoCloseable {

    /// What is followed, for messages and to tell it from others; never a credential.
    String identity();

    /// Changes when documents would look different though none has changed.
    ///
    /// @throws io.tabletalk.source.SourceException INVALID when it cannot be followed, with the reason
    String shape();

    /// Waits until every reader sees these changes: they may be told a moment earlier.
    void awaitVisible(List<ChangeEvent> changes) throws InterruptedException;

    /// Reads what has changed.
    ///
    /// @param changes those of one key may be several
    /// @param after   the order of every position given before; all here are greater
    /// @throws io.tabletalk.source.SourceException UNAVAILABLE when [#shape] is not what it was
    Read read(List<ChangeEvent> changes, long after);

    @Override
    void close();

    /// What was read.
    ///
    /// @param documents  what is to be done, each key once
    /// @param unreadable what has changed and cannot become a document
    record Read(List<DocumentChange> documents, List<SourceRecord.Unreadable> unreadable) {}
}
