package io.tabletalk.pipeline;

/// A message is larger than its topic takes.
public final class MessageTooLargeException extends StageException {

    private static final long serialVersionUID = 1L;

    public MessageTooLargeException(String message) {
        super(message);
    }
}
