package io.tabletalk.embedding;

import ai.onnxruntime.OrtException;
import io.tabletalk.embedding.bert.PreparedModels;
import io.tabletalk.embedding.onnx.OnnxReader;
import io.tabletalk.embedding.onnx.OnnxWriter;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.net.URL;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A model whose ranges for eight bits are part of Tabletalk. What the build has prepared is in the jar; the rest is
/// made from the published weights at the first start.
///
/// @param runtime what computes it in eight bits
/// @param given  where the published weights are; null looks for them
/// @param models folder in which weights are looked for
/// @param cache  where prepared models are kept from one start to the next
record KnownLocalModel(
        KnownModel model,
        Precision precision,
        EightBitRuntime runtime,
        @Nullable Path given,
        Path models,
        Path cache) implements LocalModel {

    /// What goes into one call of the model, padding included. More leaves the cache of the core and is slower.
    private static final int TOKENS_A_CALL = 512;

    @Override
    public String fingerprint() throws IOException {
        String weights = isShipped() ? "" : "/" + published().hash(new WeightsHash(cache));
        return model.title() + "/" + arithmetic() + "/" + model.traits().fingerprint() + weights;
    }

    private String arithmetic() {
        return switch (precision) {
            case FP32 -> "fp32";
            case INT8 -> "int8-static-" + PreparedModels.VERSION;
        };
    }

    @Override
    public ModelTraits traits() {
        return model.traits();
    }

    @Override
    public int tokensACall() {
        return TOKENS_A_CALL;
    }

    /// The tokenizer that is always there.
    static InputStream shippedTokenizer() throws FileNotFoundException {
        return required(KnownModel.MINI_LM, "tokenizer.json");
    }

    @Override
    public InputStream tokenizer() throws IOException {
        InputStream shipped = shipped(model, "tokenizer.json");
        return shipped == null ? published().openTokenizer() : shipped;
    }

    @Override
    public LoadedModel open(Path natives) throws IOException, OrtException {
        if (precision != Precision.INT8) {
            return new OnnxModel(prepared(), traits().pooling());
        }
        if (!isShipped()) {
            Path file = prepared();
            return runtime.open(
                    natives,
                    () -> OneDnnModel.open(file, model.heads(), traits(), TOKENS_A_CALL),
                    () -> new OnnxModel(file, traits().pooling()));
        }
        try (Arena memory = Arena.ofConfined()) {
            ByteBuffer shipped = read(model, "int8.onnx", memory);
            return runtime.open(
                    natives,
                    () -> new OneDnnModel(new OnnxReader(shipped.duplicate()), model.heads(), traits(), TOKENS_A_CALL),
                    () -> new OnnxModel(shipped, traits().pooling()));
        }
    }

    /// Reads into memory that is given back at once. On the heap it would be twice as much, and the heap stay that
    /// large.
    private static ByteBuffer read(KnownModel model, String name, Arena memory) throws IOException {
        URL resource = KnownLocalModel.class.getResource(path(model, name));
        if (resource == null) {
            throw notPrepared(model, name);
        }
        URLConnection connection = resource.openConnection();
        try (ReadableByteChannel content = Channels.newChannel(connection.getInputStream())) {
            ByteBuffer bytes =
                    memory.allocate(connection.getContentLengthLong()).asByteBuffer();
            while (bytes.hasRemaining()) {
                if (content.read(bytes) < 0) {
                    throw new EOFException(resource + " is shorter than it says");
                }
            }
            return bytes.flip();
        }
    }

    /// Without a resource of the jar there is no weight: hashing the published ones would only say the same.
    private boolean isShipped() throws IOException {
        if (precision != Precision.INT8) {
            return false;
        }
        try (InputStream shipped = shipped(model, "int8.onnx")) {
            return shipped != null;
        }
    }

    private PublishedWeights published() throws IOException {
        return PublishedWeights.find(model, given, models);
    }

    private Path prepared() throws IOException {
        PublishedWeights published = published();
        String name = model.files() + "-" + precision + "-" + PreparedModels.VERSION + "-"
                + published.hash(new WeightsHash(cache));
        return new Preparation(cache, name).of(published::modelFile, this::graph);
    }

    private OnnxWriter graph(ByteBuffer published) throws IOException {
        if (precision == Precision.FP32) {
            return PreparedModels.float32(published, model.heads());
        }
        try (InputStream calibration = required(model, "calibration.txt")) {
            return PreparedModels.int8(published, model.heads(), calibration);
        }
    }

    private static InputStream required(KnownModel model, String name) throws FileNotFoundException {
        InputStream resource = shipped(model, name);
        if (resource == null) {
            throw notPrepared(model, name);
        }
        return resource;
    }

    private static FileNotFoundException notPrepared(KnownModel model, String name) {
        return new FileNotFoundException("The build has not prepared the model: no " + path(model, name));
    }

    private static @Nullable InputStream shipped(KnownModel model, String name) {
        return KnownLocalModel.class.getResourceAsStream(path(model, name));
    }

    private static String path(KnownModel model, String name) {
        return "/models/" + model.files() + "/" + name;
    }
}
