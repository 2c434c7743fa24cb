package io.tabletalk.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.tabletalk.embedding.EmbeddingEngine.TokenOffsets;
import io.tabletalk.embedding.EmbeddingEngine.TokenVectors;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxEngineTest {

    private static final OnnxEngine.Limits LIMITS = new OnnxEngine.Limits(2, 4, 0);

    private static OnnxEngine engine;

    @BeforeAll
    static void load() {
        engine = open();
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    private static OnnxEngine open() {
        Path natives = EmbeddingEngineAccess.natives();
        return new OnnxEngine(EmbeddingEngineAccess.miniLm("int8", natives), LIMITS, natives);
    }

    @Test
    void vectorsHaveLengthOne() {
        for (float[] vector :
                engine.embedPassages(List.of("A red bicycle.", "", "🚲", "سؤال بالعربية", "x".repeat(3_000)))) {
            assertThat(vector).hasSize(384);
            assertThat(cosine(vector, vector)).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void textsOfLikeMeaningAreCloserThanOthers() {
        List<float[]> vectors = engine.embedPassages(List.of(
                "The bicycle has a flat tyre.", "A bike with a punctured tire.", "Interest rates rose in May."));

        assertThat(cosine(vectors.get(0), vectors.get(1))).isGreaterThan(cosine(vectors.get(0), vectors.get(2)) + 0.3);
    }

    @Test
    void vectorDoesNotDependOnItsBatchOrThread() {
        List<String> texts = IntStream.range(0, 24)
                .mapToObj(n -> "Order " + n + " of " + "very ".repeat(n) + "good tea.")
                .toList();
        List<float[]> together = engine.embedPassages(texts);
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, texts.size()).boxed().toList());
        Collections.shuffle(order, new Random(7));

        List<float[]> shuffled =
                engine.embedPassages(order.stream().map(texts::get).toList());

        for (int i = 0; i < order.size(); i++) {
            assertThat(shuffled.get(i)).isEqualTo(together.get(order.get(i)));
        }
        assertThat(engine.embedQuestion(texts.get(3))).isEqualTo(together.get(3));
    }

    @Test
    void passagesHaveTheSameVectorsAndTokensWhateverTheirBatch() {
        List<String> texts = List.of("A bike with a punctured tire.", "", "tea ".repeat(400), "Interest rates rose.");

        List<Embedding> together = engine.embedPassagesWithTokens(texts);

        assertThat(together.stream().map(Embedding::vector).toList())
                .usingRecursiveComparison()
                .isEqualTo(engine.embedPassages(texts));
        for (int i = 0; i < texts.size(); i++) {
            byte[] codes = together.get(i).tokens().bytes();
            assertThat(engine.embedPassagesWithTokens(List.of(texts.get(i)))
                            .getFirst()
                            .tokens()
                            .bytes())
                    .isEqualTo(codes);
            assertThat(engine.tokenCodes(texts).get(i).bytes()).isEqualTo(codes);
        }
        assertThat(together.get(1).tokens().isKnown()).isTrue();
        assertThat(together.get(2).tokens().count()).isEqualTo(254);
    }

    @Test
    void aTokenFindsTheOneThatMeansTheSame() {
        TokenVectors asked = engine.questionTokens("bicycle").orElseThrow();
        List<TokenCodes> passages = engine.tokenCodes(List.of("A bike with a punctured tire.", "Rates rose in May."));

        QuestionTokens question = new QuestionTokens(asked);

        assertThat(question.greatestLikeness(passages.get(0))[0])
                .isGreaterThan(question.greatestLikeness(passages.get(1))[0] + 0.2f);
    }

    @Test
    void tokensOfAQuestionAreTheSameBeforeAndAfterItWasEmbedded() {
        String question = "Which kites have two lines?";
        float[][] tokens = engine.questionTokens(question).orElseThrow().vectors();
        try (EmbeddingEngine other = EmbeddingEngineAccess.open()) {
            other.embedQuestion(question);

            assertThat(other.questionTokens(question).orElseThrow().vectors()).isDeepEqualTo(tokens);
        }
    }

    @Test
    void onlyTheFirst256TokensCount() {
        String words = "tea ".repeat(254);

        assertThat(engine.embedQuestion(words + "bicycle")).isEqualTo(engine.embedQuestion(words + "harbour"));
        assertThat(engine.embedQuestion("bicycle " + words)).isNotEqualTo(engine.embedQuestion("harbour " + words));
    }

    @Test
    void offsetsPointAtTheTokens() {
        String text = "Zoë's 🚲 costs\n€1,250 — “good”";

        TokenOffsets offsets = engine.tokenize(text);

        List<String> tokens = IntStream.range(0, offsets.count())
                .mapToObj(i -> text.substring(offsets.starts()[i], offsets.ends()[i]))
                .toList();
        assertThat(tokens).startsWith("Zoë", "'", "s", "🚲", "costs", "€").endsWith("—", "“", "good", "”");
    }

    @Test
    void offsetsOfLongTextAreThoseOfItsParts() {
        String sentence = "The 🚲 of order 10-4471 costs 12 euros. ";
        TokenOffsets one = engine.tokenize(sentence);
        int times = 2_000;

        TokenOffsets many = engine.tokenize(sentence.repeat(times));

        assertThat(many.count()).isEqualTo(one.count() * times);
        int last = many.count() - 1;
        assertThat(many.starts()[last]).isEqualTo(sentence.length() * (times - 1) + one.starts()[one.count() - 1]);
    }

    @Test
    void tenMegabytesWithoutASpaceAreTokenized() {
        assertThat(engine.tokenize("x".repeat(10_000_000)).count()).isPositive();
    }

    @Test
    void closedEngineRefusesWork() {
        OnnxEngine closed = open();
        closed.tokenize("late");
        closed.close();

        assertThatIllegalStateException()
                .isThrownBy(() -> closed.embedQuestion("late"))
                .withMessageContaining("closed");
        assertThatIllegalStateException()
                .isThrownBy(() -> closed.tokenize("late"))
                .withMessageContaining("closed");
    }

    @Test
    void halfASurrogatePairDoesNotShiftWhatFollows() {
        TokenOffsets offsets = engine.tokenize("\uD83D lone \uDE00 x");

        assertThat(offsets.starts()).containsExactly(2, 9);
        assertThat(cosine(engine.embedQuestion("\uD83D"), engine.embedQuestion("")))
                .isCloseTo(1, within(1e-5));
    }

    @Test
    void weightsAreThoseTheFingerprintStandsFor() throws Exception {
        try (InputStream weights = getClass().getResourceAsStream("/models/all-minilm-l6-v2/int8.onnx")) {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(weights.readAllBytes());

            assertThat(HexFormat.of().formatHex(hash))
                    .as("other weights need another fingerprint, or old vectors are compared with new ones:"
                            + " raise PreparedModels.VERSION")
                    .isEqualTo("3e4d0f2b5af91d1080b8aaf808f1cb0a9cc3a1f25ce05347a5342a97a4f13c88");
        }
    }

    @Test
    void reasonWhyTheModelCannotBeLoadedReachesEveryCall(@TempDir Path directory) throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        OnnxEngine broken =
                new OnnxEngine(EmbeddingEngineAccess.miniLm("int8", directory), LIMITS, file.resolve("below a file"));

        assertThatIllegalStateException()
                .isThrownBy(() -> broken.embedQuestion("text"))
                .withMessageContaining("cannot be loaded");
        assertThatIllegalStateException()
                .isThrownBy(() -> broken.tokenize("text"))
                .withMessageContaining("below a file");
        broken.close();
    }

    @Test
    void floatsAreChosenBySettingAndHaveAFingerprintOfTheirOwn(@TempDir Path cache) throws Exception {
        String text = "The bicycle Redwing was stolen in June.";
        for (int start = 0; start < 2; start++) { // the second start finds what the first has prepared
            try (OnnxEngine floats = new OnnxEngine(EmbeddingEngineAccess.miniLm("fp32", cache), LIMITS, cache)) {
                assertThat(cosine(floats.embedQuestion(text), engine.embedQuestion(text)))
                        .isBetween(0.99, 0.99999);
                assertThat(floats.fingerprint()).isNotEqualTo(engine.fingerprint());
            }
        }
        try (Stream<Path> files = Files.list(cache.resolve("models"))) {
            assertThat(files).hasSize(1);
        }
    }

    private static double cosine(float[] left, float[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += left[i] * right[i];
        }
        return sum;
    }
}
