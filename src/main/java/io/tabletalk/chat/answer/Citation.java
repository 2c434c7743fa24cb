package io.tabletalk.chat.answer;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A sentence of an answer, what it cites, and whether that holds.
///
/// @param passages the numbers of the cited passages, as shown in the sources
/// @param problem  what does not hold, in one sentence; null when the status is `passed`
public record Citation(
        @Schema(example = "Ada Lovelace published the first program in 1843 [1].")
        String sentence,

        @Schema(example = "[1]") List<Integer> passages,
        Status status,
        @Nullable String problem) {

    /// What was found.
    public enum Status {
        /// Every cited passage exists, and all quoted text and all numbers occur in the cited passages. This does not
        /// prove that the sentence is right.
        PASSED,
        /// Something cited does not hold.
        FAILED,
        /// The sentence cites nothing.
        UNCITED
    }
}
