package io.tabletalk.embedding;

import dev.langchain4j.model.embedding.onnx.OnnxEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/// Vectors that another implementation gave to texts, kept in a file: a text and a vector on alternating lines.
///
/// @param vectors of length 1, in the order of the texts
record GoldenVectors(List<String> texts, List<float[]> vectors) {

    private static final List<String> TEXTS = List.of(
            "Redwing was stolen in June and found again beside the canal.",
            "How long may I keep a cargo bicycle?",
            "ORDER 10-4471: 3 × “good” tea — €1,250.00 (paid)",
            "Zoë's naïve café résumé, ﬁne ligatures and 東京 too",
            "🚲",
            "HTTP/2 429 Too Many Requests; Retry-After: 30",
            "a",
            "The committee met on 12 June. ".repeat(12));

    static GoldenVectors of(KnownModel model) {
        try (InputStream file = GoldenVectors.class.getResourceAsStream("/golden/" + model.files() + ".txt")) {
            List<String> lines = new String(file.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            List<String> texts = new ArrayList<>();
            List<float[]> vectors = new ArrayList<>();
            for (int i = 0; i < lines.size(); i += 2) {
                texts.add(lines.get(i));
                vectors.add(floats(lines.get(i + 1)));
            }
            return new GoldenVectors(texts, vectors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Writes the file of a model with LangChain4j's in-process engine on the published weights.
    ///
    /// @param arguments the name of the model, a folder with its model.onnx and tokenizer.json, and the file to
    /// write
    public static void main(String[] arguments) throws IOException {
        KnownModel model = KnownModel.find(arguments[0]).orElseThrow();
        Path folder = Path.of(arguments[1]);
        PoolingMode pooling =
                switch (model.traits().pooling()) {
                    case MEAN -> PoolingMode.MEAN;
                    case CLS -> PoolingMode.CLS;
                };
        OnnxEmbeddingModel reference =
                new OnnxEmbeddingModel(folder.resolve("model.onnx"), folder.resolve("tokenizer.json"), pooling);
        List<String> lines = new ArrayList<>();
        for (String text : TEXTS) {
            lines.add(text);
            lines.add(base64(reference.embed(text).content().vector()));
        }
        Files.write(Path.of(arguments[2]), lines);
        System.out.printf(Locale.ROOT, "%d texts%n", TEXTS.size());
    }

    private static String base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static float[] floats(String base64) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
        float[] vector = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(vector);
        return vector;
    }
}
