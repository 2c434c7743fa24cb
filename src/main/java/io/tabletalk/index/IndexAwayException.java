package io.tabletalk.index;

/// The server with the index cannot be reached, whatever it is asked. Trying again helps once it is back.
public final class IndexAwayException extends IndexException {

    private static final long serialVersionUID = 1L;

    public IndexAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
