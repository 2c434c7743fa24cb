package io.tabletalk.ingest.passages;

import io.tabletalk.embedding.EmbeddingEngine.TokenOffsets;
import java.util.Arrays;

/// Counts and finds tokens between two characters of a text that was tokenized once.
record TokenCounter(TokenOffsets offsets) {

    /// Tokens that begin at `start` or later and before `end`.
    int count(int start, int end) {
        return firstFrom(end) - firstFrom(start);
    }

    /// The character at which the token after `tokens` tokens from `start` begins, or `limit` when there are fewer.
    int after(int start, int tokens, int limit) {
        int index = firstFrom(start) + tokens;
        return index < offsets.count() ? Math.min(limit, offsets.starts()[index]) : limit;
    }

    private int firstFrom(int character) {
        int index = Arrays.binarySearch(offsets.starts(), character);
        if (index < 0) {
            return -index - 1;
        }
        while (index > 0 && offsets.starts()[index - 1] == character) {
            index--;
        }
        return index;
    }
}
