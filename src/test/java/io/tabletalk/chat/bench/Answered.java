package io.tabletalk.chat.bench;

/// A complete answer, and how long it took; all in nanoseconds from sending the question.
///
/// @param sources    until the sources were there; 0 from a model, which has none
/// @param firstToken until the first piece of text
/// @param whole      until the end
/// @param refused    whether it says that the data does not hold an answer
record Answered(long sources, long firstToken, long whole, String text, boolean refused) {}
