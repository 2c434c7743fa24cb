package io.tabletalk.index;

/// The index could not be read or written: the disk is full, a server refuses. Trying again may help.
public sealed class IndexException extends RuntimeException permits IndexAwayException {

    private static final long serialVersionUID = 1L;

    public IndexException(String message, Throwable cause) {
        super(message, cause);
    }
}
