package io.tabletalk.embedding.onednn;

import io.tabletalk.embedding.onnx.OnnxReader;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;

/// What word pieces and their positions bring into the first layer.
///
/// @param words     a row of bytes for each word piece, outside the heap
/// @param steps     what one of a byte stands for, for each word piece
/// @param positions a row for each position
/// @param width     of a row
record WordTable(MemorySegment words, float[] steps, float[] positions, int width) {

    static WordTable read(OnnxReader model, NativeObjects objects) {
        ByteBuffer data = model.constant("words").data();
        MemorySegment words = objects.bytes(data.remaining());
        words.copyFrom(MemorySegment.ofBuffer(data));
        return new WordTable(
                words,
                model.constant("words.steps").floats(),
                model.constant("positions").floats(),
                (int) model.constant("words").shape()[1]);
    }

    /// Writes the rows of a text, floats.
    ///
    /// @param row the first to write
    void write(long[] text, MemorySegment rows, int row) {
        byte[] word = new byte[width];
        float[] sum = new float[width];
        for (int position = 0; position < text.length; position++) {
            int number = (int) text[position];
            float step = steps[number];
            MemorySegment.copy(words, ValueLayout.JAVA_BYTE, (long) number * width, word, 0, width);
            for (int column = 0; column < width; column++) {
                sum[column] = word[column] * step + positions[position * width + column];
            }
            MemorySegment.copy(
                    sum, 0, rows, ValueLayout.JAVA_FLOAT, (long) (row + position) * width * Float.BYTES, width);
        }
    }
}
