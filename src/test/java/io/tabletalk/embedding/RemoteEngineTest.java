package io.tabletalk.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tabletalk.security.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Models of providers, over HTTP.
class RemoteEngineTest {

    private static final String KEY = "sk-very-secret-1234567890";

    private final FakeProvider server = new FakeProvider();

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void everyProviderGivesVectorsOfLengthOneInTheOrderOfTheTexts(RemoteProvider provider) {
        List<String> texts = texts(9);
        try (RemoteEngine engine = open(provider, settings(provider, 4, 0))) {
            List<float[]> vectors = engine.embedPassages(texts);

            assertThat(vectors).hasSize(9);
            for (int i = 0; i < texts.size(); i++) {
                assertThat(vectors.get(i)[0]).isCloseTo(firstNumber(i + 1), within(1e-6f));
            }
            assertThat(engine.embedQuestion("xxx")).isEqualTo(vectors.get(2));
            assertThat(engine.dimensions()).isEqualTo(3);
            assertThat(engine.tokenize("two words").count()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "OPENAI_COMPATIBLE", "OLLAMA"})
    void textsGoInGroups(RemoteProvider provider) {
        try (RemoteEngine engine = open(provider, settings(provider, 4, 0))) {
            engine.embedPassages(Collections.nCopies(10, "text"));
        }

        assertThat(server.requests.stream()
                        .map(request -> request.texts().size())
                        .sorted())
                .containsExactly(2, 4, 4);
    }

    @Test
    void aGroupThatIsRefusedDoesNotTakeTheOthersWithIt() {
        server.answerNextAsUsual();
        server.answerNext(400, "", "{}");
        Map<Integer, List<float[]>> made = new HashMap<>();
        try (RemoteEngine engine = open(RemoteProvider.OPENAI, settings(RemoteProvider.OPENAI, 4, 0, 1))) {
            assertThatExceptionOfType(EmbeddingException.class)
                    .isThrownBy(() -> engine.embedPassages(texts(40), made::put))
                    .withMessageContaining("400");
        }

        assertThat(made).hasSize(9);
        made.forEach((from, vectors) -> {
            for (int i = 0; i < 4; i++) {
                assertThat(vectors.get(i)[0]).isCloseTo(firstNumber(from + i + 1), within(1e-6f));
            }
        });
    }

    @Test
    void groupsThatHaveNotBegunAreLeftOutWhenTheProviderIsAway() {
        server.answerNext(400, "", "{}");
        server.answerNextAsUsual();
        for (int attempt = 0; attempt < 3; attempt++) {
            server.answerNext(503, "", "{}");
        }
        List<Integer> made = new ArrayList<>();
        try (RemoteEngine engine = open(RemoteProvider.OPENAI, settings(RemoteProvider.OPENAI, 4, 0, 1))) {
            assertThatExceptionOfType(EmbeddingException.class)
                    .isThrownBy(() -> engine.embedPassages(texts(40), (from, vectors) -> made.add(from)))
                    .withMessageContaining("503");
        }

        assertThat(made).hasSize(1);
        assertThat(server.requests).hasSize(5);
    }

    @Test
    void eachProviderIsAskedAsItWants() {
        try (RemoteEngine engine = open(RemoteProvider.OPENAI, settings(RemoteProvider.OPENAI, 4, 3))) {
            engine.embedPassages(List.of("text"));
        }
        try (RemoteEngine engine = open(RemoteProvider.GEMINI, settings(RemoteProvider.GEMINI, 4, 3))) {
            engine.embedPassages(List.of("text"));
            engine.embedQuestion("question");
        }
        List<FakeProvider.Request> requests = List.copyOf(server.requests);

        assertThat(requests.get(0).path()).isEqualTo("/v1/embeddings");
        assertThat(requests.get(0).key()).isEqualTo(KEY);
        assertThat(requests.get(0).body().path("dimensions").asInt()).isEqualTo(3);
        assertThat(requests.get(1).path()).startsWith("/v1/models/a-model:");
        assertThat(requests.get(1).key()).isEqualTo(KEY);
        assertThat(requests.get(1).body().toString()).contains("RETRIEVAL_DOCUMENT");
        assertThat(requests.get(2).body().toString()).contains("RETRIEVAL_QUERY");
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 503})
    void whatMaySucceedLaterIsAskedAgain(int status) {
        server.answerNext(status, "0", "{}");
        server.answerNext(status, "", "{}");
        try (RemoteEngine engine = openAi()) {
            assertThat(engine.embedPassages(List.of("text"))).hasSize(1);
        }

        assertThat(server.requests).hasSize(3);
    }

    @Test
    void aProviderThatAsksToWaitLongerThanAllowedIsNotAskedAgain() {
        server.answerNext(429, "3600", "{}");
        try (RemoteEngine engine = openAi()) {
            assertThatExceptionOfType(EmbeddingException.class)
                    .isThrownBy(() -> engine.embedPassages(List.of("text")))
                    .withMessageContaining("429")
                    .matches(EmbeddingException::isRetriable);
        }

        assertThat(server.requests).hasSize(1);
    }

    @Test
    void aRequestThatIsRefusedIsNotMadeAgainAndTheKeyIsNotShown() {
        server.answerNext(401, "", "{\"error\": {\"message\": \"Incorrect API key provided: " + KEY + "\"}}");
        try (RemoteEngine engine = openAi()) {
            assertThatThrownBy(() -> engine.embedQuestion("text"))
                    .isInstanceOfSatisfying(
                            EmbeddingException.class,
                            failure -> assertThat(failure.isRetriable()).isFalse())
                    .hasMessageContaining("401")
                    .hasMessageContaining("a-model at " + server.address())
                    .hasStackTraceContaining(Secret.MASK)
                    .satisfies(failure -> assertThat(stackTrace(failure)).doesNotContain(KEY));
        }

        assertThat(server.requests).hasSize(1);
    }

    @Test
    void aServerThatDoesNotAnswerIsGivenUp() {
        server.answerNext(0, "", "");
        server.answerNext(0, "", "");
        server.answerNext(0, "", "");
        RemoteSettings impatient = settings(RemoteProvider.OPENAI, 4, 0, 2, Duration.ofSeconds(1));
        try (RemoteEngine engine = open(RemoteProvider.OPENAI, impatient)) {
            assertThatExceptionOfType(EmbeddingException.class)
                    .isThrownBy(() -> engine.embedQuestion("text"))
                    .withMessageContaining("did not answer")
                    .matches(EmbeddingException::isRetriable);
        }
    }

    @Test
    void aServerThatIsNotThereIsSaid() {
        server.close();
        try (RemoteEngine engine = openAi()) {
            assertThatExceptionOfType(EmbeddingException.class)
                    .isThrownBy(() -> engine.embedQuestion("text"))
                    .withMessageContaining("cannot be reached")
                    .matches(EmbeddingException::isRetriable);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no json",
                "{\"data\": [], \"usage\": {}}",
                "{\"data\": [{\"index\": 0, \"embedding\": [0, 0, 0]}], \"usage\": {}}",
                "{\"data\": [{\"index\": 0, \"embedding\": [1, 2]}], \"usage\": {}}",
            })
    void anAnswerThatCannotBeUsedIsSaidAndNotAskedForAgain(String body) {
        server.answerNext(200, "", body);
        try (RemoteEngine engine = open(RemoteProvider.OPENAI, settings(RemoteProvider.OPENAI, 4, 3))) {
            assertThatExceptionOfType(EmbeddingException.class)
                    .isThrownBy(() -> engine.embedPassages(List.of("text")))
                    .withMessageContaining("gave ")
                    .matches(failure -> !failure.isRetriable());
        }

        assertThat(server.requests).hasSize(1);
    }

    @Test
    void prefixesAreSentAndDecideTheFingerprint() {
        RemoteSettings prefixed = new RemoteSettings(
                endpoints(RemoteProvider.OLLAMA),
                0,
                2048,
                "search_query: ",
                "search_document: ",
                0.6,
                4,
                1,
                Duration.ofSeconds(30),
                0,
                Duration.ofMillis(1),
                Duration.ofMillis(1));
        try (RemoteEngine engine = open(RemoteProvider.OLLAMA, prefixed);
                RemoteEngine plain = open(RemoteProvider.OLLAMA, settings(RemoteProvider.OLLAMA, 4, 0))) {
            engine.embedPassages(List.of("text"));
            engine.embedQuestion("question");

            assertThat(server.requests.stream().map(request -> request.texts().getFirst()))
                    .containsExactly("search_document: text", "search_query: question");
            assertThat(plain.fingerprint()).isEqualTo("ollama:a-model");
            assertThat(engine.fingerprint()).startsWith("ollama:a-model/").isNotEqualTo(plain.fingerprint());
            assertThat(engine.denseWeight()).isEqualTo(0.6);
        }
    }

    @Test
    void missingKeyOrAddressIsNamedWithItsSetting() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(RemoteProvider.OPENAI, RemoteSettings.NONE))
                .withMessageContaining("remote.providers.openai.api-key");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(RemoteProvider.OPENAI_COMPATIBLE, RemoteSettings.NONE))
                .withMessageContaining("remote.providers.openai-compatible.endpoint");
    }

    /// Of 1, 2, 3 … characters.
    private static List<String> texts(int count) {
        return IntStream.rangeClosed(1, count).mapToObj("x"::repeat).toList();
    }

    /// Of the vector of a text of so many characters: it is (characters, 3, 4) before it is brought to length 1.
    private static float firstNumber(int characters) {
        return (float) (characters / Math.sqrt(characters * characters + 25));
    }

    private RemoteEngine openAi() {
        return open(RemoteProvider.OPENAI, settings(RemoteProvider.OPENAI, 4, 0));
    }

    private static RemoteEngine open(RemoteProvider provider, RemoteSettings settings) {
        return new RemoteEngine(provider, "a-model", settings, 10, EmbeddingEngineAccess.natives());
    }

    private RemoteSettings settings(RemoteProvider provider, int batchSize, int dimensions) {
        return settings(provider, batchSize, dimensions, 2);
    }

    private RemoteSettings settings(RemoteProvider provider, int batchSize, int dimensions, int parallel) {
        return settings(provider, batchSize, dimensions, parallel, Duration.ofSeconds(30));
    }

    private RemoteSettings settings(
            RemoteProvider provider, int batchSize, int dimensions, int parallel, Duration patience) {
        return new RemoteSettings(
                endpoints(provider),
                dimensions,
                2048,
                "",
                "",
                0.5,
                batchSize,
                parallel,
                patience,
                2,
                Duration.ofMillis(2),
                Duration.ofMillis(20));
    }

    private Map<String, RemoteSettings.Endpoint> endpoints(RemoteProvider provider) {
        String path = provider == RemoteProvider.OLLAMA ? "" : "/v1";
        return Map.of(provider.id(), new RemoteSettings.Endpoint(server.address() + path, new Secret(KEY)));
    }

    private static String stackTrace(Throwable failure) {
        java.io.StringWriter trace = new java.io.StringWriter();
        failure.printStackTrace(new java.io.PrintWriter(trace));
        return trace.toString();
    }
}
