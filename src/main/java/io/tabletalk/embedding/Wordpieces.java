package io.tabletalk.embedding;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import io.tabletalk.embedding.EmbeddingEngine.TokenOffsets;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// Cuts text into the model's word pieces. Safe for use by several threads.
final class Wordpieces implements AutoCloseable {

    /// The tokenizer's time grows faster than the length of its input, so long texts go in by pieces of this many
    /// characters. It never joins characters across white space, so cutting there changes nothing.
    private static final int PIECE = 8_000;

    private final HuggingFaceTokenizer tokenizer;
    private final int maxTokens;

    /// Held for writing while native memory is freed, which must not happen under a running call.
    private final ReadWriteLock lifetime = new ReentrantReadWriteLock();

    private boolean closed;

    /// @param json the tokenizer's description in Hugging Face's format; its own padding and truncation, at 128 tokens
    ///             in the published file, are switched off
    Wordpieces(InputStream json, int maxTokens) throws IOException {
        this.tokenizer = HuggingFaceTokenizer.newInstance(json, Map.of("padding", "false", "truncation", "false"));
        this.maxTokens = maxTokens;
    }

    /// The ids of a text between its start and end marks, at most `maxTokens` in all.
    long[] ids(String text) {
        // Far more characters than a text of `maxTokens` tokens has.
        String beginning = text.length() > PIECE ? text.substring(0, cut(text, 0, text.length())) : text;
        long[] ids = encode(beginning, true).getIds();
        if (ids.length <= maxTokens) {
            return ids;
        }
        long[] cut = Arrays.copyOf(ids, maxTokens);
        cut[maxTokens - 1] = ids[ids.length - 1];
        return cut;
    }

    TokenOffsets offsets(String text) {
        Offsets offsets = new Offsets(text.length() / 4 + 8);
        for (int start = 0; start < text.length(); ) {
            int end = cut(text, start, text.length());
            offsets.add(encode(text.substring(start, end), false), text, start);
            start = end;
        }
        return offsets.toTokenOffsets();
    }

    /// Where the piece that begins at `start` ends: at white space when there is some.
    private static int cut(String text, int start, int length) {
        if (length - start <= PIECE) {
            return length;
        }
        for (int end = start + PIECE; end > start + PIECE / 2; end--) {
            if (Character.isWhitespace(text.charAt(end))) {
                return end;
            }
        }
        int end = start + PIECE;
        return Character.isLowSurrogate(text.charAt(end)) ? end - 1 : end;
    }

    private Encoding encode(String text, boolean withMarks) {
        lifetime.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("The embedding engine is closed.");
            }
            return tokenizer.encode(wellFormed(text), withMarks, false);
        } finally {
            lifetime.readLock().unlock();
        }
    }

    /// Half of a surrogate pair is no text, and the native tokenizer miscounts behind it. Keeps the length.
    private static String wellFormed(String text) {
        StringBuilder repaired = null;
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isSurrogate(text.charAt(i))) {
                continue;
            }
            if (i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
                i++;
                continue;
            }
            if (repaired == null) {
                repaired = new StringBuilder(text);
            }
            repaired.setCharAt(i, '\uFFFD');
        }
        return repaired == null ? text : repaired.toString();
    }

    @Override
    public void close() {
        lifetime.writeLock().lock();
        try {
            closed = true;
            tokenizer.close();
        } finally {
            lifetime.writeLock().unlock();
        }
    }

    /// Collects offsets; the tokenizer counts code points, we count UTF-16 units.
    private static final class Offsets {

        private int[] starts;
        private int[] ends;
        private int count;

        Offsets(int expected) {
            starts = new int[expected];
            ends = new int[expected];
        }

        void add(Encoding encoding, String text, int from) {
            int unit = from;
            int codePoint = 0;
            for (CharSpan span : encoding.getCharTokenSpans()) {
                if (span == null) {
                    continue;
                }
                unit = text.offsetByCodePoints(unit, span.getStart() - codePoint);
                int end = text.offsetByCodePoints(unit, span.getEnd() - span.getStart());
                codePoint = span.getStart();
                add(unit, end);
            }
        }

        private void add(int start, int end) {
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, count * 2);
                ends = Arrays.copyOf(ends, count * 2);
            }
            starts[count] = start;
            ends[count++] = end;
        }

        TokenOffsets toTokenOffsets() {
            return new TokenOffsets(Arrays.copyOf(starts, count), Arrays.copyOf(ends, count));
        }
    }
}
