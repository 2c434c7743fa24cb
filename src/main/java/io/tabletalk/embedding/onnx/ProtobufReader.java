package io.tabletalk.embedding.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Walks over the fields of one message in the wire format of Protocol Buffers, without copying.
///
/// @see <a href="https://protobuf.dev/programming-guides/encoding/">the encoding</a>
final class ProtobufReader {

    /// @param number  of a number field, its value; of any other, 0
    /// @param content of a length-delimited field, its bytes; of any other, empty
    record Field(int id, long number, ByteBuffer content) {

        String text() {
            return StandardCharsets.UTF_8.decode(content.duplicate()).toString();
        }

        ProtobufReader message() {
            return new ProtobufReader(content);
        }

        /// The values of a repeated number, which may come packed or one by one.
        List<Long> numbers() {
            if (!content.hasRemaining()) {
                return List.of(number);
            }
            List<Long> numbers = new ArrayList<>();
            ProtobufReader packed = message();
            while (packed.hasNext()) {
                numbers.add(packed.varint());
            }
            return numbers;
        }
    }

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final ByteBuffer bytes;

    ProtobufReader(ByteBuffer message) {
        this.bytes = message.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    boolean hasNext() {
        return bytes.hasRemaining();
    }

    /// @throws IllegalArgumentException when the bytes are no message
    Field next() {
        long tag = varint();
        int id = (int) (tag >>> 3);
        return switch ((int) (tag & 7)) {
            case 0 -> new Field(id, varint(), NOTHING);
            case 1 -> new Field(id, 0, take(Long.BYTES));
            case 2 -> new Field(id, 0, take(varint()));
            case 5 -> new Field(id, 0, take(Integer.BYTES));
            default -> throw new IllegalArgumentException("Not a message: unknown wire type in tag " + tag);
        };
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (!bytes.hasRemaining()) {
                throw new IllegalArgumentException("Not a message: it ends within a number");
            }
            byte next = bytes.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("Not a message: a number of more than 64 bits");
    }

    private ByteBuffer take(long length) {
        if (length < 0 || length > bytes.remaining()) {
            throw new IllegalArgumentException("Not a message: it ends within a field of " + length + " bytes");
        }
        ByteBuffer content = bytes.slice(bytes.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(bytes.position() + (int) length);
        return content;
    }
}
