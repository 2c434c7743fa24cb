package io.tabletalk.embedding;

import io.tabletalk.embedding.onednn.OneDnnBert;
import io.tabletalk.embedding.onnx.OnnxReader;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/// A BERT model in eight bits on oneDNN.
final class OneDnnModel implements LoadedModel {

    private final OneDnnBert bert;
    private final Pooling pooling;

    /// @param model       one that `bert` has prepared in eight bits; not needed any more afterwards
    /// @param heads       of its attention
    /// @param tokensACall the most tokens that go through the model at once
    OneDnnModel(OnnxReader model, int heads, ModelTraits traits, int tokensACall) {
        this.bert = new OneDnnBert(model, heads, tokensACall, traits.maxTokens());
        this.pooling = traits.pooling();
    }

    /// @param model a file
    static OneDnnModel open(Path model, int heads, ModelTraits traits, int tokensACall) throws IOException {
        try (Arena memory = Arena.ofConfined();
                FileChannel file = FileChannel.open(model)) {
            ByteBuffer content = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size(), memory)
                    .asByteBuffer();
            return new OneDnnModel(new OnnxReader(content), heads, traits, tokensACall);
        }
    }

    @Override
    public int dimensions() {
        return bert.width();
    }

    @Override
    public Pooling pooling() {
        return pooling;
    }

    @Override
    public <T> List<T> compute(List<long[]> texts, Function<TokenRows, List<T>> reading) {
        return bert.compute(texts, rows -> reading.apply(TokenRows.packed(rows, bert.width(), texts)));
    }

    @Override
    public void close() {
        bert.close();
    }
}
