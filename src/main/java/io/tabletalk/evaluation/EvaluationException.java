package io.tabletalk.evaluation;

/// A test collection cannot be read, or does not fit together. The message is for the person who has to mend it.
public final class EvaluationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public EvaluationException(String message) {
        super(message);
    }

    public EvaluationException(String message, Throwable cause) {
        super(message, cause);
    }
}
