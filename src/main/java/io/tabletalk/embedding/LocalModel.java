package io.tabletalk.embedding;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/// A model that this process computes itself.
interface LocalModel {

    /// Names the model, its weights, its arithmetic and its pooling. See [EmbeddingEngine#fingerprint].
    ///
    /// @throws IOException when the weights cannot be found or read
    String fingerprint() throws IOException;

    ModelTraits traits();

    /// The description of its tokenizer in Hugging Face's format. The caller closes it.
    InputStream tokenizer() throws IOException;

    /// See [EmbeddingEngine#tokenizer].
    default String tokenizerName() throws IOException {
        return "bert-uncased";
    }

    /// Loads the model, preparing it before when that was not done yet. The caller closes it.
    ///
    /// @param natives where native libraries are unpacked
    LoadedModel open(Path natives) throws IOException, OrtException;

    /// The most tokens that go through the model at once, padding included. 1 sends each text by itself: for models
    /// whose vectors depend on what else is in the batch.
    int tokensACall();
}
