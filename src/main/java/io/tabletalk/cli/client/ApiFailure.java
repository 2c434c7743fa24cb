package io.tabletalk.cli.client;

/// The server answered that it will not or cannot do what was asked. The message is the server's own.
public final class ApiFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    /// @param status of the HTTP response
    public ApiFailure(int status, String message) {
        super(message);
        this.status = status;
    }

    public int status() {
        return status;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
