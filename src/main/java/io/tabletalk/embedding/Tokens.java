package io.tabletalk.embedding;

import io.tabletalk.embedding.EmbeddingEngine.TokenOffsets;
import java.util.Arrays;

/// The tokens of a text without the model's special tokens: the id of each, and where it begins and ends.
///
/// @param ids    of the word pieces
/// @param starts first character (UTF-16 index) of each
/// @param ends   end (exclusive) of each
record Tokens(long[] ids, int[] starts, int[] ends) {

    int count() {
        return ids.length;
    }

    TokenOffsets offsets() {
        return new TokenOffsets(starts, ends);
    }

    /// Those from one to another, told from a character on.
    Tokens part(int from, int to, int firstCharacter) {
        return new Tokens(
                Arrays.copyOfRange(ids, from, to),
                moved(Arrays.copyOfRange(starts, from, to), -firstCharacter),
                moved(Arrays.copyOfRange(ends, from, to), -firstCharacter));
    }

    private static int[] moved(int[] characters, int by) {
        for (int i = 0; i < characters.length; i++) {
            characters[i] += by;
        }
        return characters;
    }

    /// Collects the tokens of the parts of a text.
    static final class Collector {

        private long[] ids;
        private int[] starts;
        private int[] ends;
        private int count;

        /// @param expected how many tokens there may be; more find room, too
        Collector(int expected) {
            ids = new long[expected + 1];
            starts = new int[expected + 1];
            ends = new int[expected + 1];
        }

        void add(long id, int start, int end) {
            if (count == ids.length) {
                ids = Arrays.copyOf(ids, count * 2);
                starts = Arrays.copyOf(starts, count * 2);
                ends = Arrays.copyOf(ends, count * 2);
            }
            ids[count] = id;
            starts[count] = start;
            ends[count++] = end;
        }

        /// @param start where in the text the part begins
        void add(Tokens part, int start) {
            for (int i = 0; i < part.count(); i++) {
                add(part.ids[i], start + part.starts[i], start + part.ends[i]);
            }
        }

        Tokens tokens() {
            return new Tokens(Arrays.copyOf(ids, count), Arrays.copyOf(starts, count), Arrays.copyOf(ends, count));
        }
    }
}
