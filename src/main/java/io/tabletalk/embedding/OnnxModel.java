package io.tabletalk.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A transformer in ONNX form that gives a vector for every token. Safe for use by several threads, each of which
/// computes on its own core.
final class OnnxModel implements AutoCloseable {

    private final OrtSession session;
    private final boolean takesTokenTypes;

    /// @param model an ONNX file
    OnnxModel(byte[] model) throws OrtException {
        this(options -> environment().createSession(model, options));
    }

    /// Takes less memory than reading the file first.
    ///
    /// @param model an ONNX file
    OnnxModel(Path model) throws OrtException {
        this(options -> environment().createSession(model.toString(), options));
    }

    private OnnxModel(SessionFactory sessions) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            // Spinning halves the rate when another process wants the processor.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            this.session = sessions.create(options);
        }
        this.takesTokenTypes = session.getInputNames().contains("token_type_ids");
    }

    private interface SessionFactory {
        OrtSession create(OrtSession.SessionOptions options) throws OrtException;
    }

    private static OrtEnvironment environment() {
        return OrtEnvironment.getEnvironment();
    }

    /// The means of the token vectors of texts, brought to length 1, in the order of the texts.
    ///
    /// @param texts the ids of at least one text; the shorter ones are padded to the longest
    List<float[]> embed(List<long[]> texts) {
        int longest = texts.stream().mapToInt(ids -> ids.length).max().orElseThrow();
        long[] shape = {texts.size(), longest};
        long[] ids = new long[texts.size() * longest];
        long[] attention = new long[ids.length];
        for (int text = 0; text < texts.size(); text++) {
            long[] own = texts.get(text);
            System.arraycopy(own, 0, ids, text * longest, own.length);
            Arrays.fill(attention, text * longest, text * longest + own.length, 1);
        }
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            inputs.put("input_ids", tensor(ids, shape));
            inputs.put("attention_mask", tensor(attention, shape));
            if (takesTokenTypes) {
                inputs.put("token_type_ids", tensor(new long[ids.length], shape));
            }
            try (OrtSession.Result result = session.run(inputs)) {
                return means(((OnnxTensor) result.get(0)).getFloatBuffer(), texts, longest);
            }
        } catch (OrtException e) {
            throw new IllegalStateException(
                    "The embedding model failed on " + texts.size() + " texts of " + longest + " tokens", e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private OnnxTensor tensor(long[] values, long[] shape) throws OrtException {
        return OnnxTensor.createTensor(environment(), LongBuffer.wrap(values), shape);
    }

    private static List<float[]> means(FloatBuffer tokens, List<long[]> texts, int longest) {
        int dimensions = tokens.remaining() / (texts.size() * longest);
        float[] token = new float[dimensions];
        List<float[]> vectors = new ArrayList<>(texts.size());
        for (int text = 0; text < texts.size(); text++) {
            tokens.position(text * longest * dimensions);
            float[] sum = new float[dimensions]; // a mean and a sum differ in length only
            for (int i = 0; i < texts.get(text).length; i++) {
                tokens.get(token);
                for (int d = 0; d < dimensions; d++) {
                    sum[d] += token[d];
                }
            }
            vectors.add(normalized(sum));
        }
        return vectors;
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
