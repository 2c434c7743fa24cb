package io.tabletalk.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The whole engine, tokenizer to pooling, beside what another implementation made of the published weights.
class GoldenVectorsTest {

    private static final OnnxEngine.Limits LIMITS = new OnnxEngine.Limits(2, 4, 0);

    @ParameterizedTest
    @EnumSource
    void floatsGiveTheVectorsOfTheReference(KnownModel model) {
        assertThat(cosines(model, Precision.FP32, EightBitRuntime.AUTO))
                .hasSizeGreaterThan(5)
                .allSatisfy(cosine -> assertThat(cosine).isGreaterThanOrEqualTo(0.9999));
    }

    @ParameterizedTest
    @EnumSource
    void eightBitsStayCloseToTheReference(KnownModel model) {
        for (EightBitRuntime runtime : List.of(EightBitRuntime.AUTO, EightBitRuntime.ONNXRUNTIME)) {
            staysClose(cosines(model, Precision.INT8, runtime));
        }
    }

    private static void staysClose(List<Double> cosines) {
        assertThat(cosines.stream().mapToDouble(cosine -> cosine).average().orElseThrow())
                .isGreaterThan(0.99);
        assertThat(Collections.min(cosines)).isGreaterThan(0.97);
    }

    private static List<Double> cosines(KnownModel model, Precision precision, EightBitRuntime runtime) {
        Path natives = EmbeddingEngineAccess.natives();
        GoldenVectors golden = GoldenVectors.of(model);
        LocalModel local = new KnownLocalModel(
                model, precision, runtime, weights(model), natives.resolve("brought"), natives.resolve("models"));
        try (OnnxEngine engine = new OnnxEngine(local, LIMITS, natives)) {
            List<float[]> vectors = engine.embedPassages(golden.texts());
            List<Double> cosines = new ArrayList<>();
            for (int i = 0; i < vectors.size(); i++) {
                cosines.add(cosine(vectors.get(i), golden.vectors().get(i)));
            }
            return cosines;
        }
    }

    /// MiniLM is in the class path of the tests; other weights have to be on the machine.
    private static @Nullable Path weights(KnownModel model) {
        if (model == KnownModel.MINI_LM) {
            return null;
        }
        Optional<Path> weights = WeightsOnThisMachine.of(model);
        assumeTrue(weights.isPresent(), WeightsOnThisMachine.howToGet(model));
        return weights.orElseThrow();
    }

    private static double cosine(float[] left, float[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += left[i] * right[i];
        }
        return sum;
    }
}
