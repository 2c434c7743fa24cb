package io.tabletalk.pipeline;

/// A service that a stage needs is away. No message is at fault: the batch is delivered again until the service is
/// back, however long that takes. Its message is written for the user and holds no credential.
public final class OutageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public OutageException(String message, Throwable cause) {
        super(message, cause);
    }
}
