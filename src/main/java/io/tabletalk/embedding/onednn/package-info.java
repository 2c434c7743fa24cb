/// Computes BERT models in eight bits with the kernels of oneDNN, on processors that have instructions for them.
@org.jspecify.annotations.NullMarked
package io.tabletalk.embedding.onednn;
