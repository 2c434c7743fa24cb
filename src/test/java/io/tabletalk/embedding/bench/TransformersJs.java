package io.tabletalk.embedding.bench;

import io.tabletalk.testing.NpmPackages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Transformers.js in Node.js with the weights and the tokenizer that LangChain4j uses, on every core.
final class TransformersJs {

    static final String PACKAGE = "@huggingface/transformers@4.3.1";

    private static final String MODEL = "all-minilm-l6-v2";

    private TransformersJs() {}

    /// @param name   `transformers.js-fp32` or `transformers.js-int8`
    /// @param texts  one on each line
    /// @param folder for what it unpacks
    static ContestantProcess start(String name, Path texts, Path folder) throws IOException, InterruptedException {
        Path packages = NpmPackages.installed(List.of(PACKAGE));
        Path own = Files.createDirectories(folder.resolve(name));
        Path models = own.resolve("models");
        layOut(models.resolve(MODEL));
        Path script = Resources.unpacked("bench/transformers-js.mjs", own.resolve("transformers-js.mjs"));
        List<String> command = List.of(
                "node",
                script.toString(),
                packages.toString(),
                models + "/",
                name.substring(name.indexOf('-') + 1),
                texts.toString(),
                own.resolve("vectors").toString());
        return new ContestantProcess(command, own);
    }

    /// As Hugging Face lays models out.
    private static void layOut(Path model) throws IOException {
        Path graphs = Files.createDirectories(model.resolve("onnx"));
        Resources.unpacked(MODEL + ".onnx", graphs.resolve("model.onnx"));
        Resources.unpacked(MODEL + "-q.onnx", graphs.resolve("model_quantized.onnx"));
        Resources.unpacked(MODEL + "-tokenizer.json", model.resolve("tokenizer.json"));
        Files.writeString(model.resolve("config.json"), "{\"model_type\": \"bert\"}");
        Files.writeString(
                model.resolve("tokenizer_config.json"),
                "{\"tokenizer_class\": \"BertTokenizer\", \"model_max_length\": 256}");
    }
}
