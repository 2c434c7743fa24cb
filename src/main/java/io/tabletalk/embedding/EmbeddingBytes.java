package io.tabletalk.embedding;

import java.nio.ByteBuffer;

/// Vectors with codes of tokens as caches keep them: how many bytes the vector takes, the vector, the codes.
final class EmbeddingBytes {

    private EmbeddingBytes() {}

    static byte[] of(Embedding embedding) {
        byte[] vector = VectorBytes.of(embedding.vector());
        byte[] tokens = embedding.tokens().bytes();
        return ByteBuffer.allocate(Integer.BYTES + vector.length + tokens.length)
                .putInt(vector.length)
                .put(vector)
                .put(tokens)
                .array();
    }

    static Embedding read(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        byte[] vector = new byte[buffer.getInt()];
        buffer.get(vector);
        byte[] tokens = new byte[buffer.remaining()];
        buffer.get(tokens);
        return new Embedding(VectorBytes.floats(vector), new TokenCodes(tokens));
    }
}
