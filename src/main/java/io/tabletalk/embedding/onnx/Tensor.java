package io.tabletalk.embedding.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A constant of a model: numbers in row-major order.
///
/// @param shape length of each dimension; empty for a single number
/// @param data  the numbers in little-endian order, without gaps
public record Tensor(ElementType type, long[] shape, ByteBuffer data) {

    /// What a tensor consists of, with the code that the format gives it.
    public enum ElementType {
        FLOAT(1),
        UNSIGNED_BYTE(2),
        SIGNED_BYTE(3),
        INT(6),
        LONG(7);

        private final int code;

        ElementType(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    public static Tensor of(float[] values, long... shape) {
        ByteBuffer data = littleEndian(values.length * Float.BYTES);
        data.asFloatBuffer().put(values);
        return new Tensor(ElementType.FLOAT, shape, data);
    }

    public static Tensor scalar(float value) {
        return of(new float[] {value});
    }

    public static Tensor longs(long... values) {
        ByteBuffer data = littleEndian(values.length * Long.BYTES);
        data.asLongBuffer().put(values);
        return new Tensor(ElementType.LONG, new long[] {values.length}, data);
    }

    public static Tensor signed(byte[] values, long... shape) {
        return new Tensor(ElementType.SIGNED_BYTE, shape, ByteBuffer.wrap(values));
    }

    /// @param value 0 to 255
    public static Tensor unsigned(int value) {
        return new Tensor(ElementType.UNSIGNED_BYTE, new long[0], ByteBuffer.wrap(new byte[] {(byte) value}));
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// @throws IllegalStateException when this does not hold floats
    public float[] floats() {
        if (type != ElementType.FLOAT) {
            throw new IllegalStateException("A tensor of " + type + " where floats are expected");
        }
        float[] values = new float[data.remaining() / Float.BYTES];
        data.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }

    @Override
    public String toString() {
        return type + Arrays.toString(shape);
    }
}
