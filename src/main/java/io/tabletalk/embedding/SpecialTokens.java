package io.tabletalk.embedding;

import java.util.Arrays;

/// The tokens that a model wants around each text, such as BERT's `[CLS]` and `[SEP]`.
record SpecialTokens(long[] before, long[] after) {

    /// Any word.
    private static final String PROBE = "a";

    static SpecialTokens of(NativeTokenizer tokenizer) {
        long[] bare = tokenizer.tokens(PROBE).ids();
        long[] whole = tokenizer.idsWithSpecialTokens(PROBE);
        for (int start = 0; bare.length > 0 && start + bare.length <= whole.length; start++) {
            int end = start + bare.length;
            if (Arrays.equals(whole, start, end, bare, 0, bare.length)) {
                return new SpecialTokens(Arrays.copyOf(whole, start), Arrays.copyOfRange(whole, end, whole.length));
            }
        }
        throw new IllegalArgumentException(
                "The tokenizer has no token for '" + PROBE + "', or puts special tokens elsewhere than around a text.");
    }

    /// How many tokens of its own a text has.
    ///
    /// @param ids with the special tokens around them
    int between(long[] ids) {
        return ids.length - before.length - after.length;
    }

    /// The ids with the special tokens around them; the last are left out when there would be more than `most` in all.
    long[] around(long[] ids, int most) {
        int kept = Math.min(ids.length, most - before.length - after.length);
        long[] all = Arrays.copyOf(before, before.length + kept + after.length);
        System.arraycopy(ids, 0, all, before.length, kept);
        System.arraycopy(after, 0, all, before.length + kept, after.length);
        return all;
    }
}
