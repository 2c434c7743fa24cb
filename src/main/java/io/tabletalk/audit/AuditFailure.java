package io.tabletalk.audit;

/// An audit cannot be finished; the message says why, for the user.
final class AuditFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AuditFailure(String message) {
        super(message);
    }
}
