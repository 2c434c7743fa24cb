package io.tabletalk.index;

/// The index could not be read or written: the disk is full, a server does not answer. Trying again may help.
public final class IndexException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public IndexException(String message, Throwable cause) {
        super(message, cause);
    }
}
