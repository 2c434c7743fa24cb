package io.tabletalk.source.document.parser;

/// What a library says about a file, short enough to be shown.
final class Reasons {

    private static final int MAX_LENGTH = 200;

    private Reasons() {}

    /// The message of the first cause, on one line, with the kind of failure when there is no message.
    static String of(Throwable failure) {
        Throwable first = failure;
        for (int depth = 0; depth < 20 && first.getCause() != null; depth++) {
            first = first.getCause();
        }
        String message = first.getMessage();
        String said = message == null || message.isBlank() ? first.getClass().getSimpleName() : message;
        String line = said.replaceAll("\\s+", " ").strip();
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "…";
    }
}
