package io.tabletalk.source;

import java.util.Objects;

/// A source could not be opened or read. The message is written for the user and never holds a credential.
public final class SourceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    public enum Kind {
        /// The definition is wrong (no such table, no such file, bad identifier): trying again cannot help.
        INVALID,
        /// The other side refused the credentials or lacks the permission: trying again cannot help.
        DENIED,
        /// The other side did not answer or dropped the connection: trying again may help.
        UNAVAILABLE
    }

    public SourceException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public SourceException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /// Never null.
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    public Kind kind() {
        return kind;
    }

    public boolean isRetriable() {
        return kind == Kind.UNAVAILABLE;
    }
}
