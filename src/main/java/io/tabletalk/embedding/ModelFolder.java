package io.tabletalk.embedding;

import ai.onnxruntime.OrtException;
import io.tabletalk.embedding.bert.PreparedModels;
import io.tabletalk.embedding.onnx.OnnxWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A folder with a model in ONNX form, as Hugging Face and sentence-transformers lay it out. The graph of a BERT
/// encoder is fused; any other runs as it is published.
///
/// @param precision   eight bits need a file `calibration.txt` in the folder
/// @param runtime     what computes it in eight bits
/// @param description what the files beside the model say of it
/// @param cache       where prepared models are kept from one start to the next
record ModelFolder(Path folder, Precision precision, EightBitRuntime runtime, FolderDescription description, Path cache)
        implements LocalModel {

    private static final Logger LOG = LoggerFactory.getLogger(ModelFolder.class);

    static final String MODEL = "model.onnx";
    static final String TOKENIZER = "tokenizer.json";
    private static final String CALIBRATION = "calibration.txt";

    /// What goes into one call of a fused graph, padding included.
    private static final int TOKENS_A_CALL = 512;

    /// @param precision `auto` means as published
    /// @throws IllegalArgumentException when the folder has no model, or one that cannot be run
    static ModelFolder open(Path folder, Precision.Choice precision, EightBitRuntime runtime, Path cache)
            throws IOException {
        FolderDescription description = FolderDescription.read(folder);
        Precision chosen = precision.orElse(Precision.FP32);
        if (chosen == Precision.INT8
                && (!Files.isReadable(folder.resolve(CALIBRATION))
                        || description.heads().isEmpty())) {
            throw new IllegalArgumentException("Precision int8 needs a BERT encoder with a file " + CALIBRATION + " in "
                    + folder + ", as scripts/calibrate writes it. Use precision fp32.");
        }
        return new ModelFolder(folder, chosen, runtime, description, cache);
    }

    @Override
    public String fingerprint() throws IOException {
        String arithmetic =
                switch (precision) {
                    case FP32 -> "published";
                    case INT8 -> "int8-static-" + PreparedModels.VERSION;
                };
        return folder.getFileName() + "/" + arithmetic + "/" + traits().fingerprint() + "/" + hash();
    }

    private String hash() throws IOException {
        WeightsHash hashes = new WeightsHash(cache);
        String weights = hashes.of(modelFile(), () -> Files.newInputStream(modelFile()));
        if (precision == Precision.FP32) {
            return weights;
        }
        Path calibration = folder.resolve(CALIBRATION);
        return weights + "-" + hashes.of(calibration, () -> Files.newInputStream(calibration));
    }

    @Override
    public ModelTraits traits() {
        return description.traits();
    }

    @Override
    public InputStream tokenizer() throws IOException {
        return Files.newInputStream(folder.resolve(TOKENIZER));
    }

    @Override
    public String tokenizerName() throws IOException {
        return new WeightsHash(cache).of(folder.resolve(TOKENIZER), this::tokenizer);
    }

    private Path modelFile() {
        return FolderDescription.modelFile(folder);
    }

    @Override
    public LoadedModel open(Path natives) throws IOException, OrtException {
        if (description.heads().isPresent()) {
            try {
                int heads = description.heads().getAsInt();
                Path prepared = prepared(heads);
                return precision == Precision.INT8
                        ? runtime.open(
                                natives,
                                () -> OneDnnModel.open(prepared, heads, traits(), TOKENS_A_CALL),
                                () -> new OnnxModel(prepared, traits().pooling()))
                        : new OnnxModel(prepared, traits().pooling());
            } catch (IllegalArgumentException e) {
                if (precision == Precision.INT8) {
                    throw e;
                }
                LOG.info("The model in {} runs as it is published, not fused: {}", folder, e.getMessage());
            }
        }
        return new OnnxModel(modelFile(), traits().pooling());
    }

    private Path prepared(int heads) throws IOException {
        String name = "folder-" + precision + "-" + PreparedModels.VERSION + "-" + hash();
        return new Preparation(cache, name).of(scratch -> modelFile(), published -> graph(published, heads));
    }

    private OnnxWriter graph(ByteBuffer published, int heads) throws IOException {
        if (precision == Precision.FP32) {
            return PreparedModels.float32(published, heads);
        }
        try (InputStream calibration = Files.newInputStream(folder.resolve(CALIBRATION))) {
            return PreparedModels.int8(published, heads, calibration);
        }
    }

    /// A graph that is not ours may have been quantized so that a vector depends on its batch.
    @Override
    public int tokensACall() {
        return description.heads().isPresent() ? TOKENS_A_CALL : 1;
    }
}
