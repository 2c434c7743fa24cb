package io.tabletalk.pipeline;

/// The transport cannot take messages at the moment. It says nothing about the message itself: work that meets this is
/// delivered again until it goes through, however long that takes, and never becomes a dead letter.
public final class TransportUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TransportUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
