package io.tabletalk.embedding.bert;

import io.tabletalk.embedding.onnx.OnnxReader;
import io.tabletalk.embedding.onnx.OnnxWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/// Makes the graphs that run from published weights.
public final class PreparedModels {

    /// Part of the fingerprint of vectors. Goes up when a change makes other vectors from the same weights.
    public static final int VERSION = 2;

    private PreparedModels() {}

    /// @param published the model file of a BERT model as PyTorch exports it
    /// @param heads     of its attention
    public static OnnxWriter float32(ByteBuffer published, int heads) {
        return BertGraph.of(BertWeights.of(new OnnxReader(published), heads), new FloatArithmetic());
    }

    /// @param published   the model file of a BERT model as PyTorch exports it
    /// @param heads       of its attention
    /// @param calibration see [Calibration]
    public static OnnxWriter int8(ByteBuffer published, int heads, InputStream calibration) throws IOException {
        return BertGraph.of(
                BertWeights.of(new OnnxReader(published), heads),
                new StaticInt8Arithmetic(Calibration.read(calibration)));
    }
}
