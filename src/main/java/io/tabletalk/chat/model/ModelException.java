package io.tabletalk.chat.model;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A model did not answer. The message is written for the person who asked, names the provider, and never holds a key.
public final class ModelException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final transient @Nullable Duration retryAfter;

    /// What went wrong.
    public enum Kind {
        /// The provider does not accept the key, or the key may not use this model.
        DENIED,
        /// No such model, or no such address at the endpoint.
        NOT_FOUND,
        /// The provider understood the request and refused it.
        REJECTED,
        /// Too many requests, or the quota is used up.
        RATE_LIMITED,
        /// The provider could not be reached or is overloaded.
        UNAVAILABLE,
        /// It did not answer, or stopped answering, for too long.
        TIMED_OUT,
        /// It broke off before the answer was complete.
        INTERRUPTED,
        /// The one who asked no longer wants the answer.
        CANCELLED;

        /// The stable code for programs, such as `model_rate_limited`.
        public String code() {
            return "model_" + name().toLowerCase(Locale.ROOT);
        }
    }

    ModelException(Kind kind, String message) {
        this(kind, message, null, null);
    }

    ModelException(Kind kind, String message, @Nullable Throwable cause, @Nullable Duration retryAfter) {
        super(message, cause);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    public Kind kind() {
        return kind;
    }

    /// May the same request succeed if it is simply made again?
    boolean isRetriable() {
        return kind == Kind.RATE_LIMITED || kind == Kind.UNAVAILABLE || kind == Kind.INTERRUPTED;
    }

    /// How long the provider asks to wait before trying again, or null when it said nothing.
    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}
