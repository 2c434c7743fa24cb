package io.tabletalk.embedding;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// Hugging Face's tokenizers. Safe for use by several threads.
final class NativeTokenizer implements AutoCloseable {

    private final HuggingFaceTokenizer tokenizer;

    /// Held for writing while native memory is freed, which must not happen under a running call.
    private final ReadWriteLock lifetime = new ReentrantReadWriteLock();

    private volatile boolean closed;

    /// @param json the tokenizer's description in Hugging Face's format; its own padding and truncation, at 128 tokens
    ///             in the published file, are switched off
    NativeTokenizer(byte[] json) throws IOException {
        this.tokenizer = HuggingFaceTokenizer.newInstance(
                new ByteArrayInputStream(json), Map.of("padding", "false", "truncation", "false"));
    }

    /// The ids of a text together with the special tokens of the model.
    long[] idsWithSpecialTokens(String text) {
        return encode(text, true).getIds();
    }

    Tokens tokens(String text) {
        Encoding encoding = encode(text, false);
        long[] ids = encoding.getIds();
        CharSpan[] spans = encoding.getCharTokenSpans();
        Tokens.Collector tokens = new Tokens.Collector(ids.length);
        // The library counts code points, we count UTF-16 units.
        int unit = 0;
        int codePoint = 0;
        for (int i = 0; i < ids.length; i++) {
            CharSpan span = spans[i];
            if (span == null) {
                continue;
            }
            unit = text.offsetByCodePoints(unit, span.getStart() - codePoint);
            codePoint = span.getStart();
            tokens.add(ids[i], unit, text.offsetByCodePoints(unit, span.getEnd() - span.getStart()));
        }
        return tokens.tokens();
    }

    private Encoding encode(String text, boolean withSpecialTokens) {
        lifetime.readLock().lock();
        try {
            requireOpen();
            return tokenizer.encode(wellFormed(text), withSpecialTokens, false);
        } finally {
            lifetime.readLock().unlock();
        }
    }

    /// @throws IllegalStateException after [#close]
    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The embedding engine is closed.");
        }
    }

    /// Half of a surrogate pair is no text, and the library miscounts behind it. Keeps the length.
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
}
