package io.tabletalk;

/// A setting was given that does not exist, most likely a slip of the pen. The message names it, where it was given,
/// and what is valid there.
final class UnknownSettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownSettingException(String message) {
        super(message);
    }
}
