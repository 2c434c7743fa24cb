package io.tabletalk.embedding;

/// What an engine makes of a passage.
///
/// @param vector of length 1; not to be changed
/// @param tokens of the passage, where they were asked for
public record Embedding(float[] vector, TokenCodes tokens) {

    public Embedding(float[] vector) {
        this(vector, TokenCodes.UNKNOWN);
    }
}
