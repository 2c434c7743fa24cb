package io.tabletalk.web;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// More of a request body arrived than this server accepts.
final class BodyTooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    private final long maxBytes;

    BodyTooLargeException(long maxBytes) {
        super("The request body is larger than " + maxBytes + " bytes.");
        this.maxBytes = maxBytes;
    }

    ApiError error() {
        return new ApiError(
                "The request body is larger than the " + maxBytes + " bytes this server accepts.", "request_too_large");
    }

    /// The exception of this kind that caused a failure, or null.
    static @Nullable BodyTooLargeException in(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyTooLargeException found) {
                return found;
            }
        }
        return null;
    }
}
