package io.tabletalk.source.document;

import java.util.Objects;

/// A file holds nothing that can be read; the message says why, in one sentence for the user.
public final class UnreadableDocumentException extends Exception {

    private static final long serialVersionUID = 1L;

    public UnreadableDocumentException(String message) {
        super(message);
    }

    /// Never null.
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
