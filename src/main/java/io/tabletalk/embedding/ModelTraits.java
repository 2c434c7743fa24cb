package io.tabletalk.embedding;

/// How texts are brought to a model, and how its vectors are used.
///
/// @param pooling        how the vectors of tokens become one
/// @param questionPrefix put before each question; empty for most models
/// @param passagePrefix  put before each passage; empty for most models
/// @param maxTokens      the most tokens of a text that count, special tokens and prefix included
/// @param denseWeight    what a cosine counts beside the score by words, 0 to 1
record ModelTraits(Pooling pooling, String questionPrefix, String passagePrefix, int maxTokens, double denseWeight) {

    static final int FEWEST_TOKENS = 16;

    ModelTraits {
        if (maxTokens < FEWEST_TOKENS) {
            throw new IllegalArgumentException(
                    "A model has to read at least " + FEWEST_TOKENS + " tokens, not " + maxTokens + ".");
        }
        if (!(denseWeight >= 0 && denseWeight <= 1)) {
            throw new IllegalArgumentException("The dense weight is 0 to 1, not " + denseWeight + ".");
        }
    }

    /// What decides the vector of a passage, apart from the weights and the arithmetic. The prefix of questions is left
    /// out: another one makes no stored vector wrong.
    String fingerprint() {
        String prefix = passagePrefix.isEmpty() ? "" : "/" + Integer.toHexString(passagePrefix.hashCode());
        return pooling + "/" + maxTokens + prefix;
    }
}
