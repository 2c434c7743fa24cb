package io.tabletalk.embedding.bench;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.OnnxEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.embedding.EmbeddingEngineAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// An engine in Java that takes part, all of them on every core and with texts of at most 256 tokens.
interface Contestant {

    List<float[]> embed(List<String> texts);

    float[] embedQuestion(String question);

    /// @param name   of the engine: `tabletalk` or `langchain4j`, a dash, and `fp32` or `int8`
    /// @param folder for what it unpacks
    static Contestant of(String name, Path folder) throws IOException {
        String precision = name.substring(name.indexOf('-') + 1);
        return name.startsWith("tabletalk") ? tabletalk(precision, folder) : langChain4j(precision, folder);
    }

    private static Contestant tabletalk(String precision, Path folder) {
        EmbeddingEngine engine = EmbeddingEngineAccess.open(precision, 0, folder);
        return new Contestant() {

            @Override
            public List<float[]> embed(List<String> texts) {
                return engine.embedPassages(texts);
            }

            @Override
            public float[] embedQuestion(String question) {
                return engine.embedQuestion(question);
            }
        };
    }

    private static Contestant langChain4j(String precision, Path folder) throws IOException {
        String name = "all-minilm-l6-v2" + (precision.equals("int8") ? "-q" : "");
        Path model = Resources.unpacked(name + ".onnx", folder.resolve(name + ".onnx"));
        Path tokenizer = Resources.unpacked(name + "-tokenizer.json", folder.resolve(name + "-tokenizer.json"));
        // As published it cuts texts at 128 tokens.
        Files.writeString(
                tokenizer,
                Files.readString(tokenizer).replaceFirst("\"max_length\"\\s*:\\s*\\d+", "\"max_length\": 256"));
        OnnxEmbeddingModel embedding = new OnnxEmbeddingModel(model, tokenizer, PoolingMode.MEAN);
        return new Contestant() {

            @Override
            public List<float[]> embed(List<String> texts) {
                return embedding.embedAll(texts.stream().map(TextSegment::from).toList()).content().stream()
                        .map(Embedding::vector)
                        .toList();
            }

            @Override
            public float[] embedQuestion(String question) {
                return embedding.embed(question).content().vector();
            }
        };
    }
}
