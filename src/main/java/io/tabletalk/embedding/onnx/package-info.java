/// Reads and writes model files in the ONNX format, as far as the embedding models need it.
@org.jspecify.annotations.NullMarked
package io.tabletalk.embedding.onnx;
