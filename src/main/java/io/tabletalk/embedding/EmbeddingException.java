package io.tabletalk.embedding;

/// A remote model gave no vectors. Holds no credential.
public final class EmbeddingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean retriable;

    EmbeddingException(String message, boolean retriable) {
        super(message);
        this.retriable = retriable;
    }

    /// May the same texts succeed later, without anything being changed?
    public boolean isRetriable() {
        return retriable;
    }
}
