package io.tabletalk.cli.server;

/// The server could not be started, or something it needs before it starts is wrong. The message is written for the
/// user: what is wrong, and what to do.
public final class StartFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StartFailure(String message) {
        super(message);
    }

    public StartFailure(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
