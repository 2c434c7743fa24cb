package io.tabletalk.embedding.onednn;

import io.tabletalk.embedding.onnx.OnnxReader;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/// A model that `embedding.bert` has prepared in eight bits. Safe for use by several threads, each of which computes on
/// its own core. What it gives for a text does not depend on the texts beside it.
public final class OneDnnBert implements AutoCloseable {

    private static final int LONGEST_QUESTION = 32;

    private final NativeObjects objects = new NativeObjects();
    private final ConcurrentLinkedQueue<Workspace> idle = new ConcurrentLinkedQueue<>();
    private final Bert bert;
    private final int rows;
    private final int longest;

    /// @param heads   of the attention
    /// @param rows    the most tokens of a call
    /// @param longest the most tokens of a text
    /// @throws IllegalArgumentException when the model is none of these
    public OneDnnBert(OnnxReader model, int heads, int rows, int longest) {
        OneDnn.stayOnThisThread();
        this.rows = Math.max(rows, longest);
        this.longest = longest;
        try {
            this.bert = Bert.read(model, heads, objects);
            warmUp();
        } catch (RuntimeException e) {
            objects.close();
            throw e;
        }
    }

    /// The first of each length compiles; questions should not wait for that.
    private void warmUp() {
        for (int tokens = 3; tokens <= LONGEST_QUESTION; tokens++) {
            compute(List.of(new long[tokens]), rows -> rows);
        }
    }

    /// Numbers of a row.
    public int width() {
        return bert.width();
    }

    /// Computes the last layer.
    ///
    /// @param texts  the ids of the tokens of each
    /// @param reader of the rows of all tokens, one text behind the other; they are valid while it runs
    public <T> T compute(List<long[]> texts, Function<FloatBuffer, T> reader) {
        OneDnn.stayOnThisThread();
        Workspace known = idle.poll();
        Workspace workspace = known == null ? new Workspace(bert, rows, longest) : known;
        try {
            MemorySegment result = workspace.compute(texts);
            return reader.apply(result.asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer());
        } finally {
            idle.add(workspace);
        }
    }

    /// Nothing may be computed any more.
    @Override
    public void close() {
        objects.close();
    }
}
