package io.tabletalk.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A transformer in ONNX form that gives a vector for every token. Safe for use by several threads, each of which
/// computes on its own core.
final class OnnxModel implements AutoCloseable {

    private static final String IDS = "input_ids";
    private static final String MASK = "attention_mask";
    private static final String TYPES = "token_type_ids";
    private static final int RANK = 3;
    private static final List<String> OUTPUTS = List.of("last_hidden_state", "token_embeddings");

    private final OrtSession session;
    private final Pooling pooling;
    private final boolean takesTokenTypes;
    private final String output;
    private final int dimensions;

    /// @param model the content of an ONNX file, in a direct buffer, which is not needed any more afterwards
    OnnxModel(ByteBuffer model, Pooling pooling) throws OrtException {
        this(options -> environment().createSession(model, options), pooling);
    }

    /// Takes less memory than reading the file first.
    ///
    /// @param model an ONNX file
    OnnxModel(Path model, Pooling pooling) throws OrtException {
        this(options -> environment().createSession(model.toString(), options), pooling);
    }

    private OnnxModel(SessionFactory sessions, Pooling pooling) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            // Spinning halves the rate when another process wants the processor.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            this.session = sessions.create(options);
        }
        this.pooling = pooling;
        this.takesTokenTypes = session.getInputNames().contains(TYPES);
        try {
            requireKnownInputs();
            this.output = output();
            this.dimensions = width();
        } catch (IllegalArgumentException e) {
            session.close();
            throw e;
        }
    }

    private void requireKnownInputs() {
        List<String> known = List.of(IDS, MASK, TYPES);
        List<String> unknown = session.getInputNames().stream()
                .filter(name -> !known.contains(name))
                .toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("The model wants inputs that are not known: "
                    + String.join(", ", unknown) + ". Known are " + String.join(", ", known) + ".");
        }
    }

    private String output() {
        return OUTPUTS.stream()
                .filter(session.getOutputNames()::contains)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The model gives " + session.getOutputNames()
                        + ", but no vectors of tokens: " + String.join(" or ", OUTPUTS) + "."));
    }

    private int width() throws OrtException {
        long[] shape = ((TensorInfo) Objects.requireNonNull(session.getOutputInfo().get(output)).getInfo()).getShape();
        if (shape.length != RANK || shape[RANK - 1] <= 0) {
            throw new IllegalArgumentException("The model's " + output + " has the shape " + Arrays.toString(shape)
                    + ", not (texts, tokens, a fixed number).");
        }
        return (int) shape[RANK - 1];
    }

    /// Numbers per vector.
    int dimensions() {
        return dimensions;
    }

    private interface SessionFactory {
        OrtSession create(OrtSession.SessionOptions options) throws OrtException;
    }

    private static OrtEnvironment environment() {
        return OrtEnvironment.getEnvironment();
    }

    /// The vectors of texts, of length 1, in the order of the texts.
    ///
    /// @param texts the ids of at least one text; the shorter ones are padded to the longest
    List<float[]> embed(List<long[]> texts) {
        return run(texts, this::pooled);
    }

    /// The vectors of the tokens of each text without the marks at its ends, each of length 1, one behind the other.
    ///
    /// @param texts as for [#embed]
    List<float[]> embedTokens(List<long[]> texts) {
        return run(texts, this::tokens);
    }

    private List<float[]> run(List<long[]> texts, Reading reading) {
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
            inputs.put(IDS, tensor(ids, shape));
            inputs.put(MASK, tensor(attention, shape));
            if (takesTokenTypes) {
                inputs.put(TYPES, tensor(new long[ids.length], shape));
            }
            try (OrtSession.Result result = session.run(inputs)) {
                OnnxTensor tokens = (OnnxTensor) result.get(output).orElseThrow();
                return reading.read(tokens.getFloatBuffer(), texts, longest);
            }
        } catch (OrtException e) {
            throw new IllegalStateException(
                    "The embedding model failed on " + texts.size() + " texts of " + longest + " tokens", e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private interface Reading {
        List<float[]> read(FloatBuffer tokens, List<long[]> texts, int longest);
    }

    private OnnxTensor tensor(long[] values, long[] shape) throws OrtException {
        return OnnxTensor.createTensor(environment(), LongBuffer.wrap(values), shape);
    }

    private List<float[]> pooled(FloatBuffer tokens, List<long[]> texts, int longest) {
        List<float[]> vectors = new ArrayList<>(texts.size());
        for (int text = 0; text < texts.size(); text++) {
            tokens.position(text * longest * dimensions);
            int count =
                    switch (pooling) {
                        case MEAN -> texts.get(text).length;
                        case CLS -> 1;
                    };
            vectors.add(normalized(sum(tokens, count)));
        }
        return vectors;
    }

    /// A mean and a sum differ in length only.
    private float[] sum(FloatBuffer tokens, int count) {
        float[] token = new float[dimensions];
        float[] sum = new float[dimensions];
        for (int i = 0; i < count; i++) {
            tokens.get(token);
            for (int d = 0; d < dimensions; d++) {
                sum[d] += token[d];
            }
        }
        return sum;
    }

    private List<float[]> tokens(FloatBuffer tokens, List<long[]> texts, int longest) {
        List<float[]> vectors = new ArrayList<>(texts.size());
        for (int text = 0; text < texts.size(); text++) {
            int count = texts.get(text).length - 2;
            float[] all = new float[count * dimensions];
            float[] token = new float[dimensions];
            tokens.position((text * longest + 1) * dimensions);
            for (int i = 0; i < count; i++) {
                tokens.get(token);
                System.arraycopy(normalized(token), 0, all, i * dimensions, dimensions);
            }
            vectors.add(all);
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
