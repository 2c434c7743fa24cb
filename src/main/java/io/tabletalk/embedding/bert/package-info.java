/// Turns the published weights of a BERT model into the graphs that run fast: fused operations, in floats or in
/// eight-bit integers with fixed ranges.
@org.jspecify.annotations.NullMarked
package io.tabletalk.embedding.bert;
