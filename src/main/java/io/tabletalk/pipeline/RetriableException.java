package io.tabletalk.pipeline;

/// A failure that may pass by itself: the runner tries the same message again after a pause. Every other exception is
/// final at once. Its message is written for the user and holds no credential.
public class RetriableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RetriableException(String message, Throwable cause) {
        super(message, cause);
    }
}
