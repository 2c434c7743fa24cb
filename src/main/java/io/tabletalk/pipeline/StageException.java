package io.tabletalk.pipeline;

/// A failure that will not pass by itself, with a message written for the user: it becomes the reason of the dead
/// letter as it stands. Never holds a credential.
public class StageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StageException(String message) {
        super(message);
    }

    public StageException(String message, Throwable cause) {
        super(message, cause);
    }
}
