package io.tabletalk.index;

import org.jspecify.annotations.Nullable;

/// How far the making of new vectors is.
///
/// @param embedding  whose vectors answer now
/// @param configured whose vectors are wanted
/// @param done       documents whose new vectors are stored
/// @param total      documents there are
/// @param problem    why it failed; null in every other state
public record ReembeddingProgress(
        State state,
        String embedding,
        String configured,
        long done,
        long total,
        @Nullable String problem) {

    public enum State {
        /// The index holds vectors of the configured model.
        UP_TO_DATE,
        /// It does not, and nobody has asked to change that.
        NEEDED,
        RUNNING,
        /// It stopped with a problem and can be started again.
        FAILED
    }
}
