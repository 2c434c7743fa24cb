package io.tabletalk.embedding;

/// A question as a vector, with the engine that made it, so that it is never compared with vectors of another.
///
/// @param vector      of length 1
/// @param fingerprint of the engine
public record EmbeddedQuestion(float[] vector, String fingerprint) {}
