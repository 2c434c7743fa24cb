package io.tabletalk.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Map;

/// A transformer in ONNX form that gives a vector for every token. Safe for use by several threads, each of which
/// computes on its own core.
final class OnnxModel implements AutoCloseable {

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    /// @param model the ONNX file
    OnnxModel(byte[] model) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            this.session = environment.createSession(model, options);
        }
    }

    /// The mean of the token vectors, brought to length 1. One text a call: this model is quantized dynamically, so a
    /// text's vector would otherwise change with the texts beside it.
    float[] embed(long[] ids) {
        long[] shape = {1, ids.length};
        long[] attention = new long[ids.length];
        Arrays.fill(attention, 1);
        try (OnnxTensor inputIds = tensor(ids, shape);
                OnnxTensor attentionMask = tensor(attention, shape);
                OnnxTensor tokenTypes = tensor(new long[ids.length], shape);
                OrtSession.Result result = session.run(
                        Map.of("input_ids", inputIds, "attention_mask", attentionMask, "token_type_ids", tokenTypes))) {
            OnnxTensor hidden = (OnnxTensor) result.get(0);
            return normalized(mean(hidden.getFloatBuffer(), ids.length));
        } catch (OrtException e) {
            throw new IllegalStateException("The embedding model failed on a text of " + ids.length + " tokens", e);
        }
    }

    private OnnxTensor tensor(long[] values, long[] shape) throws OrtException {
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
    }

    private static float[] mean(FloatBuffer tokens, int count) {
        int dimensions = tokens.remaining() / count;
        float[] sum = new float[dimensions];
        float[] token = new float[dimensions];
        for (int i = 0; i < count; i++) {
            tokens.get(token);
            for (int d = 0; d < dimensions; d++) {
                sum[d] += token[d];
            }
        }
        return sum; // a mean and a sum differ in length only
    }

    private static float[] normalized(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        float scale = (float) (1 / Math.sqrt(squares));
        for (int d = 0; d < vector.length; d++) {
            vector[d] *= scale;
        }
        return vector;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("The embedding model cannot be closed", e);
        }
    }
}
