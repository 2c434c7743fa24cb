package io.tabletalk.embedding.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// One message in the wire format of Protocol Buffers. Keeps what it is given by reference: a message may be larger
/// than what fits into memory twice.
///
/// @see <a href="https://protobuf.dev/programming-guides/encoding/">the encoding</a>
final class ProtobufWriter {

    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED_32 = 5;
    private static final int LONGEST_VARINT = 10;

    private final List<byte[]> parts = new ArrayList<>();
    private long length;

    ProtobufWriter number(int field, long value) {
        tag(field, VARINT);
        varint(value);
        return this;
    }

    ProtobufWriter number(int field, float value) {
        tag(field, FIXED_32);
        byte[] bytes = new byte[Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(value);
        return append(bytes);
    }

    ProtobufWriter text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    ProtobufWriter bytes(int field, byte[] value) {
        tag(field, LENGTH_DELIMITED);
        varint(value.length);
        return append(value);
    }

    ProtobufWriter message(int field, ProtobufWriter message) {
        tag(field, LENGTH_DELIMITED);
        varint(message.length);
        message.parts.forEach(this::append);
        return this;
    }

    void writeTo(OutputStream out) throws IOException {
        for (byte[] part : parts) {
            out.write(part);
        }
    }

    private void tag(int field, int wireType) {
        varint((long) field << 3 | wireType);
    }

    private void varint(long value) {
        byte[] bytes = new byte[LONGEST_VARINT];
        int count = 0;
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[count++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        bytes[count++] = (byte) rest;
        append(java.util.Arrays.copyOf(bytes, count));
    }

    private ProtobufWriter append(byte[] bytes) {
        parts.add(bytes);
        length += bytes.length;
        return this;
    }
}
