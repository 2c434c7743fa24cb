package io.tabletalk.embedding;

import io.tabletalk.embedding.EmbeddingEngine.TokenOffsets;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;

/// Cuts text into the model's word pieces. Safe for use by several threads.
final class Wordpieces implements AutoCloseable {

    /// The tokenizer's time grows faster than the length of its input, so long texts go in by pieces of this many
    /// characters. It never joins characters across white space, so cutting there changes nothing.
    private static final int PIECE = 8_000;

    private final NativeTokenizer tokenizer;
    private final Function<String, Tokens> ofPiece;
    private final SpecialTokens specialTokens;
    private final int maxTokens;

    /// @param json the tokenizer's description in Hugging Face's format
    Wordpieces(InputStream json, int maxTokens) throws IOException {
        byte[] description = json.readAllBytes();
        boolean wordByWord = WordByWord.isTrueOf(description);
        this.tokenizer = new NativeTokenizer(description);
        this.ofPiece = wordByWord ? new KnownWords(tokenizer::tokens)::tokens : tokenizer::tokens;
        this.maxTokens = maxTokens;
        try {
            this.specialTokens = SpecialTokens.of(tokenizer);
        } catch (RuntimeException e) {
            tokenizer.close();
            throw e;
        }
    }

    /// The ids of a text between its special tokens, at most `maxTokens` in all.
    long[] ids(String text) {
        tokenizer.requireOpen();
        // Far more characters than a text of `maxTokens` tokens has.
        String beginning = text.length() > PIECE ? text.substring(0, cut(text, 0)) : text;
        return specialTokens.around(ofPiece.apply(beginning).ids(), maxTokens);
    }

    /// Those around the ids of every text.
    SpecialTokens specialTokens() {
        return specialTokens;
    }

    TokenOffsets offsets(String text) {
        tokenizer.requireOpen();
        Tokens.Collector tokens = new Tokens.Collector(text.length() / 4);
        for (int start = 0; start < text.length(); ) {
            int end = cut(text, start);
            tokens.add(ofPiece.apply(text.substring(start, end)), start);
            start = end;
        }
        return tokens.tokens().offsets();
    }

    /// Where the piece that begins at `start` ends: at white space when there is some.
    private static int cut(String text, int start) {
        if (text.length() - start <= PIECE) {
            return text.length();
        }
        for (int end = start + PIECE; end > start + PIECE / 2; end--) {
            if (KnownWords.isSpace(text.charAt(end))) {
                return end;
            }
        }
        int end = start + PIECE;
        return Character.isLowSurrogate(text.charAt(end)) ? end - 1 : end;
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
