package io.tabletalk.pipeline;

/// The transport is closing, so a message was not accepted. It says nothing about the message itself: work that meets
/// this is given up as it is and done again after the next start, and never becomes a dead letter.
public final class TransportClosedException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    public TransportClosedException(String message) {
        super(message);
    }
}
