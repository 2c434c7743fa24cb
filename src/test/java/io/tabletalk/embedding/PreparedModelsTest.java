package io.tabletalk.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tabletalk.embedding.bert.PreparedModels;
import io.tabletalk.embedding.onnx.OnnxReader;
import io.tabletalk.embedding.onnx.OnnxWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The prepared models beside the published one, on text that the ranges of the eight-bit model were not measured on.
class PreparedModelsTest {

    /// As `[CLS]` and `[SEP]` are.
    private static final SpecialTokens AROUND = new SpecialTokens(new long[1], new long[1]);

    private static final String PUBLISHED = "/all-minilm-l6-v2.onnx";
    private static final String CALIBRATION = "/models/all-minilm-l6-v2/calibration.txt";
    private static final String SHIPPED = "/models/all-minilm-l6-v2/int8.onnx";
    private static final int HEADS = 12;

    private static List<long[]> texts;
    private static List<float[]> reference;
    private static LoadedModel float32;
    private static LoadedModel int8;
    private static @Nullable LoadedModel oneDnn;
    private static Optional<String> hindrance;

    @BeforeAll
    static void load() throws Exception {
        NativeLibraries.unpackInto(EmbeddingEngineAccess.natives());
        texts = texts();
        try (OnnxModel published = new OnnxModel(direct(resource(PUBLISHED)), Pooling.MEAN)) {
            reference = oneByOne(published);
        }
        byte[] prepared = bytes(PreparedModels.float32(ByteBuffer.wrap(resource(PUBLISHED)), HEADS));
        float32 = new OnnxModel(direct(prepared), Pooling.MEAN);
        int8 = new OnnxModel(direct(resource(SHIPPED)), Pooling.MEAN);
        hindrance = NativeLibraries.loadOneDnn(EmbeddingEngineAccess.natives());
        if (hindrance.isEmpty()) {
            oneDnn = oneDnn();
        }
    }

    private static LoadedModel oneDnn() throws IOException {
        return new OneDnnModel(
                new OnnxReader(ByteBuffer.wrap(resource(SHIPPED))), HEADS, KnownModel.MINI_LM.traits(), 9 * 256);
    }

    private static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    @AfterAll
    static void close() {
        float32.close();
        int8.close();
        if (oneDnn != null) {
            oneDnn.close();
        }
    }

    private static LoadedModel requireOneDnn() {
        assumeTrue(hindrance.isEmpty(), hindrance.orElse(""));
        return Objects.requireNonNull(oneDnn);
    }

    @Test
    void float32GivesTheVectorsOfThePublishedModel() {
        assertThat(cosines(oneByOne(float32), reference))
                .allSatisfy(cosine -> assertThat(cosine).isGreaterThan(0.9999));
    }

    @Test
    void int8StaysCloseToThePublishedModel() {
        staysClose(cosines(oneByOne(int8), reference));
    }

    @Test
    void oneDnnStaysAsCloseToThePublishedModel() {
        staysClose(cosines(oneByOne(requireOneDnn()), reference));
    }

    /// Both may have made vectors of one index.
    @Test
    void oneDnnAndOnnxRuntimeDifferInRoundingOnly() {
        List<Double> cosines = cosines(oneByOne(requireOneDnn()), oneByOne(int8));

        assertThat(cosines.stream().mapToDouble(cosine -> cosine).average().orElseThrow())
                .isGreaterThan(0.999);
        assertThat(Collections.min(cosines)).isGreaterThan(0.995);
    }

    @Test
    void vectorsOfTokensBelongToTheVectorsOfTexts() {
        List<long[]> some = texts.subList(0, 7);

        List<float[]> tokens = requireOneDnn().embedTokens(some, AROUND);

        assertThat(tokens).hasSameSizeAs(some);
        List<float[]> others = int8.embedTokens(some, AROUND);
        for (int i = 0; i < some.size(); i++) {
            assertThat(tokens.get(i)).hasSize((some.get(i).length - 2) * int8.dimensions());
            for (int token = 0; token < some.get(i).length - 2; token++) {
                double cosine = 0;
                for (int d = token * int8.dimensions(); d < (token + 1) * int8.dimensions(); d++) {
                    cosine += tokens.get(i)[d] * others.get(i)[d];
                }
                assertThat(cosine).isGreaterThan(0.97);
            }
        }
    }

    @Test
    void oneDnnGivesTheSameToTheLastBitOnSeveralThreads() throws Exception {
        LoadedModel model = requireOneDnn();
        List<float[]> alone = oneByOne(model);

        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            Callable<List<float[]>> all = () -> oneByOne(model);
            for (Future<List<float[]>> atOnce : threads.invokeAll(Collections.nCopies(12, all))) {
                List<float[]> vectors = atOnce.get();
                for (int i = 0; i < alone.size(); i++) {
                    assertThat(vectors.get(i)).isEqualTo(alone.get(i));
                }
            }
        }
    }

    @Test
    void moreTokensThanThereIsRoomForAreRefused() {
        List<long[]> tooMany = Collections.nCopies(10, new long[256]);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> requireOneDnn().embed(tooMany))
                .withMessageContaining("2560 tokens");
    }

    private static void staysClose(List<Double> cosines) {
        assertThat(cosines.stream().mapToDouble(cosine -> cosine).average().orElseThrow())
                .isGreaterThan(0.995);
        assertThat(Collections.min(cosines)).isGreaterThan(0.98);
    }

    @Test
    void vectorsAreTheSameToTheLastBitInAnyBatch() {
        for (LoadedModel model :
                hindrance.isEmpty() ? List.of(float32, int8, requireOneDnn()) : List.of(float32, int8)) {
            List<float[]> alone = oneByOne(model);
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < texts.size(); i++) {
                order.add(i);
            }
            Collections.shuffle(order, new Random(3));
            for (int from = 0, size = 1; from < order.size(); from += size, size = size % 9 + 1) {
                List<Integer> batch = order.subList(from, Math.min(from + size, order.size()));
                List<float[]> together =
                        model.embed(batch.stream().map(texts::get).toList());
                for (int i = 0; i < batch.size(); i++) {
                    assertThat(together.get(i)).isEqualTo(alone.get(batch.get(i)));
                }
            }
        }
    }

    @Test
    void shippedModelIsTheOneThatTheCodeMakes() throws Exception {
        try (InputStream calibration = getClass().getResourceAsStream(CALIBRATION)) {
            byte[] made = bytes(PreparedModels.int8(ByteBuffer.wrap(resource(PUBLISHED)), HEADS, calibration));

            assertThat(made)
                    .as("the build keeps what it has made until PreparedModels.VERSION goes up")
                    .isEqualTo(resource(SHIPPED));
        }
    }

    private static List<float[]> oneByOne(LoadedModel model) {
        return texts.stream().map(ids -> model.embed(List.of(ids)).getFirst()).toList();
    }

    private static List<Double> cosines(List<float[]> left, List<float[]> right) {
        List<Double> cosines = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            double sum = 0;
            for (int d = 0; d < left.get(i).length; d++) {
                sum += left.get(i)[d] * right.get(i)[d];
            }
            cosines.add(sum);
        }
        return cosines;
    }

    private static List<long[]> texts() throws IOException {
        List<long[]> ids = new ArrayList<>();
        try (Wordpieces wordpieces = new Wordpieces(
                PreparedModelsTest.class.getResourceAsStream("/models/all-minilm-l6-v2/tokenizer.json"), 256)) {
            for (String file : List.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")) {
                Stream.of(Files.readString(Path.of(file)).split("\n\\s*\n"))
                        .limit(25)
                        .map(wordpieces::ids)
                        .forEach(ids::add);
            }
            ids.add(wordpieces.ids(""));
        }
        return ids;
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream resource = PreparedModelsTest.class.getResourceAsStream(name)) {
            assertThat(resource).as(name).isNotNull();
            return resource.readAllBytes();
        }
    }

    private static byte[] bytes(OnnxWriter model) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        model.writeTo(bytes);
        return bytes.toByteArray();
    }
}
