package io.tabletalk.source.cdc;

/// The stream of changes has ended by itself. The cause is the database's or Debezium's own.
public final class StreamFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StreamFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
