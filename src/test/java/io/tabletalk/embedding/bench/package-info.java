/// Measures the embedding engine beside the in-process model of LangChain4j. Lies with the tests, so that nothing of
/// the peer is shipped.
@org.jspecify.annotations.NullMarked
package io.tabletalk.embedding.bench;
