package io.tabletalk.source;

import java.time.Duration;

/// Follows a source: tells which documents have changed since, without reading all of it again.
///
/// What has changed is told by the source; how a changed document looks now is read from it by its key, in the same way
/// as in a full read. So both give the same document for the same row, and a change that comes late, or twice, brings
/// the present state and never an old one.
///
/// One thread uses it, but for [#probe] and [#close], which any thread may call. It connects no earlier than it has to.
/// Every method throws [SourceException] for what the user or the other side got wrong; a feed that has thrown is
/// closed, and another one opened.
public interface ChangeFeed extends AutoCloseable {

    /// Names what is followed, and what is set up on the other side for it: equal for two feeds that may take over from
    /// one another. Never holds a credential.
    String identity();

    /// Makes sure that nothing is set up on the other side under the same name, before anything is.
    ///
    /// @throws SourceException INVALID when there is: somebody else may be using it
    void claim();

    /// Sets up what is missing on the other side, so that from now on no change is missed.
    ///
    /// @param bookmark that of the last acknowledged changes, or of the last beginning; empty at the first time
    /// @param shape    that of the last beginning after which all was read; empty at the first time
    Beginning begin(String bookmark, String shape);

    /// Waits until changes have come in which every reader of the source sees by now. They are not read before
    /// [#take]: what was under way when this returns true cannot be newer than they are.
    ///
    /// @return whether there are any
    boolean await(Duration limit) throws InterruptedException;

    /// Reads what has come in. Throws rather than leave out changes that the other side has kept back.
    ///
    /// @param after no order of a position given to a document of this source before, or of a deletion by hand in
    /// it,
    ///              is greater; all in these changes are
    Changes take(long after);

    /// Everything up to these changes is durable where it belongs; the other side may forget it.
    void acknowledge(Changes changes);

    /// Has the source say how far it is: a later [#take] reaches everything committed before this call. Returns at
    /// once.
    void probe();

    /// Reads a position as users write it.
    ///
    /// @throws IllegalArgumentException when it has another form; the message says which it should have
    FeedPosition position(String text);

    /// Removes what was set up on the other side. The feed must not be following any more, here or anywhere else.
    void drop();

    @Override
    void close();

    /// How following begins.
    ///
    /// @param bookmark  to begin with
    /// @param position  the same as users write it: what a full read that begins now brings reaches it
    /// @param shape     changes when documents would look different though no row has changed (a column was added),
    /// or
    ///                  when changes may not have been told since
    /// @param readFirst why all has to be read before changes make sense, as a sentence for users; empty when it
    /// has
    ///                  not
    record Beginning(String bookmark, FeedPosition position, String shape, String readFirst) {}
}
