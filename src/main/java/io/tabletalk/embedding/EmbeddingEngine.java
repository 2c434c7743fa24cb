package io.tabletalk.embedding;

import java.util.List;
import java.util.Optional;

/// A model that turns text into vectors of length 1, so that a dot product is the cosine. Deterministic: the same text
/// gives the same vector whatever else is in its batch. Safe for use by several threads.
public interface EmbeddingEngine extends AutoCloseable {

    /// Names everything that decides what a vector means: model, precision, pooling, token limit. Vectors of engines
    /// with different fingerprints are never compared.
    String fingerprint();

    /// Numbers per vector.
    int dimensions();

    /// The most tokens of a text that count, special tokens included. What is longer is cut; callers split first.
    int maxTokens();

    /// What a cosine of these vectors counts beside the score by words when a search adds both, 0 to 1. Models differ
    /// in how they spread their cosines.
    default double denseWeight() {
        return 0.4;
    }

    /// Vectors of passages, in the order of the texts. Blocks the caller until all are done.
    List<float[]> embedPassages(List<String> texts);

    /// The same, handing on each part of the vectors once it is made, on the calling thread: also those of a call that
    /// fails in the end, which may have been paid for.
    default void embedPassages(List<String> texts, VectorsMade made) {
        made.accept(0, embedPassages(texts));
    }

    /// The vector of a question. Overtakes passages that are waiting.
    float[] embedQuestion(String text);

    /// The vector of a question together with whose it is.
    default EmbeddedQuestion question(String text) {
        return new EmbeddedQuestion(embedQuestion(text), fingerprint());
    }

    /// Names how texts are cut into tokens. Engines that cut alike share a name.
    default String tokenizer() {
        return "bert-uncased";
    }

    /// Passages that wait for their turn.
    default int waitingPassages() {
        return 0;
    }

    /// Where the tokens of a text begin and end, special tokens left out and without cutting at [#maxTokens].
    TokenOffsets tokenize(String text);

    /// Whether it tells of tokens, or makes vectors of whole texts only.
    default boolean givesTokens() {
        return false;
    }

    /// As [#embedPassages(List)], with codes of the tokens of which the vectors are made.
    ///
    /// @throws UnsupportedOperationException when it gives no tokens
    default List<Embedding> embedPassagesWithTokens(List<String> texts) {
        throw new UnsupportedOperationException(fingerprint() + " gives no vectors of tokens.");
    }

    /// The codes of the tokens of passages, in the order of the texts; [TokenCodes#UNKNOWN] when it gives no tokens. As
    /// somebody waits for them with a question, they overtake passages that are waiting.
    default List<TokenCodes> tokenCodes(List<String> texts) {
        return texts.stream().map(text -> TokenCodes.UNKNOWN).toList();
    }

    /// The vectors of the tokens of a question, without what is put before questions; empty when it gives none.
    /// Overtakes
    /// passages that are waiting.
    default Optional<TokenVectors> questionTokens(String text) {
        return Optional.empty();
    }

    /// Takes no more work, finishes what is running, frees native memory.
    @Override
    void close();

    /// Takes a part of the vectors that were asked for.
    interface VectorsMade {
        /// @param from the place of the first of them among the texts
        void accept(int from, List<float[]> vectors);
    }

    /// The tokens of a text with a vector each, special tokens left out, cut at [#maxTokens].
    ///
    /// @param vectors of length 1
    /// @param starts  first character (UTF-16 index) of each token; same length as `vectors`
    /// @param ends    end (exclusive) of each token
    record TokenVectors(float[][] vectors, int[] starts, int[] ends) {
        public int count() {
            return vectors.length;
        }
    }

    /// The tokens of a text.
    ///
    /// @param starts first character (UTF-16 index) of each token
    /// @param ends   end (exclusive) of each token; same length as `starts`
    record TokenOffsets(int[] starts, int[] ends) {
        public int count() {
            return starts.length;
        }
    }
}
