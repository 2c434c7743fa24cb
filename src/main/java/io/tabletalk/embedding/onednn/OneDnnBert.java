package io.tabletalk.embedding.onednn;

import io.tabletalk.embedding.onnx.OnnxReader;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// A model that `embedding.bert` has prepared in eight bits. Safe for use by several threads, each of which computes on
/// its own core and keeps memory of its own until this is closed, so they should be few and live long. What it gives
/// for a text does not depend on the texts beside it.
public final class OneDnnBert implements AutoCloseable {

    private static final int LONGEST_QUESTION = 32;

    private final NativeObjects objects = new NativeObjects();
    private final Map<Thread, Workspace> workspaces = new ConcurrentHashMap<>();
    private final Bert bert;
    private final int rows;
    private final int longest;

    /// @param heads   of the attention
    /// @param rows    the most tokens of a call
    /// @param longest the most tokens of a text
    /// @throws IllegalArgumentException when the model is none of these
    /// @throws IllegalStateException    when oneDNN cannot compute it
    public OneDnnBert(OnnxReader model, int heads, int rows, int longest) {
        OneDnn.stayOnThisThread();
        this.rows = Math.max(rows, longest);
        this.longest = longest;
        boolean ready = false;
        try {
            this.bert = Bert.read(model, heads, objects);
            warmUp();
            ready = true;
        } finally {
            if (!ready) {
                objects.close();
            }
        }
    }

    /// The first of each length compiles, for all threads; questions should not wait for that.
    private void warmUp() {
        try (Workspace workspace = workspace()) {
            for (int tokens = 3; tokens <= LONGEST_QUESTION; tokens++) {
                workspace.compute(List.of(new long[tokens]));
            }
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
        Workspace workspace = workspaces.computeIfAbsent(Thread.currentThread(), thread -> workspaceOfThisModel());
        MemorySegment result = workspace.compute(texts);
        return reader.apply(result.asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer());
    }

    private Workspace workspaceOfThisModel() {
        Workspace workspace = workspace();
        objects.destroyWithThese(workspace::close);
        return workspace;
    }

    private Workspace workspace() {
        return new Workspace(bert, rows, longest, objects.onSameEngine());
    }

    /// Nothing may be computed any more.
    @Override
    public void close() {
        objects.close();
    }
}
