package io.tabletalk.embedding;

import java.util.Arrays;

/// The tokens that a model wants around each text, such as BERT's `[CLS]` and `[SEP]`.
record Marks(long[] before, long[] after) {

    /// Any word that every vocabulary has.
    private static final String PROBE = "a";

    static Marks of(NativeTokenizer tokenizer) {
        long[] bare = tokenizer.tokens(PROBE).ids();
        long[] marked = tokenizer.marked(PROBE);
        for (int start = 0; start + bare.length <= marked.length; start++) {
            int end = start + bare.length;
            if (Arrays.equals(marked, start, end, bare, 0, bare.length)) {
                return new Marks(Arrays.copyOf(marked, start), Arrays.copyOfRange(marked, end, marked.length));
            }
        }
        throw new IllegalArgumentException("The tokenizer puts its marks elsewhere than around a text.");
    }

    /// The ids with the marks around them; the last are left out when there would be more than `most` in all.
    long[] around(long[] ids, int most) {
        int kept = Math.min(ids.length, most - before.length - after.length);
        long[] marked = Arrays.copyOf(before, before.length + kept + after.length);
        System.arraycopy(ids, 0, marked, before.length, kept);
        System.arraycopy(after, 0, marked, before.length + kept, after.length);
        return marked;
    }
}
