package io.tabletalk.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/// A transformer in ONNX form that gives a vector for every token. Safe for use by several threads, each of which
/// computes on its own core.
final class OnnxModel implements LoadedModel {

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
        long[] shape = ((TensorInfo)
                        Objects.requireNonNull(session.getOutputInfo().get(output))
                                .getInfo())
                .getShape();
        if (shape.length != RANK || shape[RANK - 1] <= 0) {
            throw new IllegalArgumentException("The model's " + output + " has the shape " + Arrays.toString(shape)
                    + ", not (texts, tokens, a fixed number).");
        }
        return (int) shape[RANK - 1];
    }

    @Override
    public int dimensions() {
        return dimensions;
    }

    private interface SessionFactory {
        OrtSession create(OrtSession.SessionOptions options) throws OrtException;
    }

    private static OrtEnvironment environment() {
        return OrtEnvironment.getEnvironment();
    }

    @Override
    public Pooling pooling() {
        return pooling;
    }

    @Override
    public <T> List<T> compute(List<long[]> texts, Function<TokenRows, List<T>> reading) {
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
                return reading.apply(TokenRows.padded(tokens.getFloatBuffer(), dimensions, texts, longest));
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

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("The embedding model cannot be closed", e);
        }
    }
}
