package io.tabletalk.ingest.http;

/// @param letters how many are tried again
record Retried(String message, long letters) {

    static Retried of(long letters) {
        return new Retried(
                letters == 1 ? "The dead letter is tried again." : letters + " dead letters are tried again.", letters);
    }
}
