package io.tabletalk.chat.model;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.tabletalk.chat.model.ModelException.Kind;
import io.tabletalk.chat.model.ModelSettings.ProviderSettings;
import io.tabletalk.health.Health;
import io.tabletalk.security.Secret;
import io.tabletalk.testing.StateDatabase;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ModelSwitchTest {

    private static final String KEY = "key-that-must-not-leak";

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance().build();

    @TempDir
    Path directory;

    private StateDatabase database;

    StateDatabase openDatabase() {
        return StateDatabase.open(directory);
    }

    @BeforeEach
    void open() {
        database = openDatabase();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void withoutSettingsNoModelIsInUseAndThatIsNoFault() {
        ModelSwitch models = start("", Map.of());

        assertThat(models.current()).isEmpty();
        assertThat(health(models)).isEqualTo(Health.up("No model is configured: answers quote passages."));
    }

    @Test
    void theFirstProviderWhoseKeyIsSetIsUsed() {
        ModelSwitch models = start("", Map.of("openai", configured("gpt-x", KEY), "ollama", configured("llama", "")));

        assertThat(models.current()).get().extracting(AnswerModel::provider).isEqualTo(Provider.OPENAI);
    }

    @Test
    void theProviderSetGoesFirst() {
        ModelSwitch models =
                start("ollama", Map.of("openai", configured("gpt-x", KEY), "ollama", configured("llama", "")));

        assertThat(models.current()).get().extracting(AnswerModel::model).isEqualTo("llama");
    }

    @Test
    void anUnknownProviderFailsAtStartWithTheValidOnes() {
        assertThatThrownBy(() -> start("gemeni", Map.of()))
                .hasMessageContaining("gemeni")
                .hasMessageContaining("gemini, openai, openai-compatible, custom, anthropic, ollama, lmstudio")
                .hasMessageContaining("extractive");
    }

    @Test
    void aProviderWithoutItsKeyIsExplainedWhileAnswersQuote() {
        ModelSwitch models = start("gemini", Map.of("gemini", configured("gemini-x", "")));

        assertThat(models.current()).isEmpty();
        assertThat(health(models).state()).isEqualTo(Health.State.DEGRADED);
        assertThat(health(models).message()).contains("Google Gemini needs an API key");
    }

    @Test
    void aSwitchIsTestedAndRememberedOverARestart() {
        answerWell();
        start("", Map.of()).switchTo(new ModelChoice("openai", "gpt-y", SERVER.baseUrl(), new Secret(KEY)));

        ModelSwitch restarted = start("ollama", Map.of("ollama", configured("llama", "")));

        assertThat(restarted.current()).get().extracting(AnswerModel::model).isEqualTo("gpt-y");
        assertThat(SERVER.getAllServeEvents())
                .singleElement()
                .satisfies(event -> assertThat(event.getRequest().getHeader("Authorization"))
                        .isEqualTo("Bearer " + KEY));
        restarted
                .current()
                .orElseThrow()
                .generate(new Prompt("Answer.", List.of(question())), text -> {}, new Cancellation());
        assertThat(SERVER.getAllServeEvents().getFirst().getRequest().getHeader("Authorization"))
                .isEqualTo("Bearer " + KEY);
    }

    @Test
    void aSwitchToNoModelIsRememberedToo() {
        start("", Map.of()).switchTo(new ModelChoice("extractive", null, null, null));

        assertThat(start("ollama", Map.of("ollama", configured("llama", ""))).current())
                .isEmpty();
    }

    @Test
    void aFailedTestChangesNothingAndTellsWhyWithoutTheKey() {
        SERVER.stubFor(post(anyUrl())
                .willReturn(aResponse().withStatus(401).withBody(WireFormat.OPENAI.error(401, "bad key " + KEY))));
        ModelSwitch models = start("ollama", Map.of("ollama", configured("llama", "")));

        assertThatThrownBy(() -> models.switchTo(new ModelChoice("openai", "gpt-y", SERVER.baseUrl(), new Secret(KEY))))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DENIED))
                .hasMessageContaining("bad key ********")
                .message()
                .doesNotContain(KEY);
        assertThat(models.current()).get().extracting(AnswerModel::model).isEqualTo("llama");
        assertThat(start("ollama", Map.of("ollama", configured("llama", ""))).current())
                .get()
                .extracting(AnswerModel::model)
                .isEqualTo("llama");
    }

    @Test
    void anEndpointElsewhereMustBeAllowedInTheSettings() {
        ModelSwitch models = start("", Map.of());

        assertThatThrownBy(() -> models.switchTo(new ModelChoice("custom", "m", "http://169.254.169.254/", null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("allowed-endpoint-hosts");
        assertThatThrownBy(() -> models.switchTo(new ModelChoice("custom", "m", "http://models.example:1/", null)))
                .as("allowed, so it is tried")
                .isInstanceOf(ModelException.class);
    }

    @Test
    void theConfiguredKeyIsNotSentToAnotherEndpoint() {
        answerWell();
        ModelSwitch models = start("", Map.of("openai-compatible", configured("m", KEY)));

        models.switchTo(new ModelChoice("openai-compatible", "m", SERVER.baseUrl(), null));

        var request = SERVER.getAllServeEvents().getFirst().getRequest();
        assertThat(request.getHeaders().toString()).doesNotContain(KEY);
        assertThat(request.containsHeader("Authorization")).isFalse();
    }

    @Test
    void anotherModelAtTheSameAddressKeepsTheKeyAndOneElsewhereDoesNot() {
        answerWell();
        ModelSwitch models = start("", Map.of());
        models.switchTo(new ModelChoice("openai", "gpt-y", SERVER.baseUrl(), new Secret(KEY)));

        models.switchTo(new ModelChoice("openai", "gpt-z", SERVER.baseUrl() + "/v1/", null));

        assertThat(models.inUse().connection())
                .extracting(ModelConnection::revealedKey)
                .isEqualTo(KEY);
        String elsewhere = SERVER.baseUrl().replace("localhost", "127.0.0.1");
        assertThatThrownBy(() -> models.switchTo(new ModelChoice("openai", "gpt-z", elsewhere, null)))
                .hasMessageContaining("needs an API key");
        models.switchTo(new ModelChoice("openai-compatible", "m", SERVER.baseUrl(), null));
        assertThat(SERVER.getAllServeEvents().getFirst().getRequest().containsHeader("Authorization"))
                .isFalse();
    }

    @Test
    void aKeyOfTheSettingsIsNotRememberedWithAnotherModel() {
        answerWell();
        ModelSwitch models = start("openai", Map.of("openai", configuredAt("gpt-x", KEY, SERVER.baseUrl())));

        models.switchTo(new ModelChoice("openai", "gpt-y", SERVER.baseUrl(), null));
        ModelSwitch restarted = start("openai", Map.of("openai", configuredAt("gpt-x", "a-new-key", SERVER.baseUrl())));
        restarted
                .current()
                .orElseThrow()
                .generate(new Prompt("Answer.", List.of(question())), text -> {}, new Cancellation());

        assertThat(restarted.current()).get().extracting(AnswerModel::model).isEqualTo("gpt-y");
        assertThat(SERVER.getAllServeEvents().getFirst().getRequest().getHeader("Authorization"))
                .isEqualTo("Bearer a-new-key");
    }

    @Test
    void whatIsMissingIsNamed() {
        ModelSwitch models = start("", Map.of());

        assertThatThrownBy(() -> models.switchTo(new ModelChoice("nonsense", null, null, null)))
                .hasMessageContaining("Valid are: gemini");
        assertThatThrownBy(() -> models.switchTo(new ModelChoice("custom", null, null, null)))
                .hasMessageContaining("Say which model");
        assertThatThrownBy(() -> models.switchTo(new ModelChoice("custom", "m", null, null)))
                .hasMessageContaining("Say at which endpoint");
        assertThatThrownBy(() -> models.switchTo(new ModelChoice("openai", "m", "http://localhost:1", null)))
                .hasMessageContaining("needs an API key");
    }

    @Test
    void healthTellsHowTheLastAnswerWent() {
        ModelSwitch models = start("ollama", Map.of("ollama", configured("llama", "")));
        assertThat(health(models).message()).contains("not been asked yet");

        assertThatThrownBy(() -> models.current()
                        .orElseThrow()
                        .generate(new Prompt("Answer.", List.of(question())), text -> {}, new Cancellation()))
                .isInstanceOf(ModelException.class);

        assertThat(health(models).state()).isEqualTo(Health.State.DEGRADED);
        assertThat(health(models).message()).contains("cannot be reached");
    }

    private ModelSwitch start(String provider, Map<String, ProviderSettings> providers) {
        ModelSettings settings = TestModels.settings(provider, providers);
        return new ModelSwitch(
                settings,
                new ModelResolver(settings),
                new ModelChoiceStore(database.client()),
                HttpClient.newHttpClient(),
                (time, cancellation) -> {});
    }

    private static ProviderSettings configured(String model, String key) {
        return configuredAt(model, key, "http://localhost:1");
    }

    private static ProviderSettings configuredAt(String model, String key, String endpoint) {
        return new ProviderSettings(endpoint, model, new Secret(key));
    }

    private static Prompt.Message question() {
        return new Prompt.Message(Prompt.Role.USER, "hello");
    }

    private static Health health(ModelSwitch models) {
        return new ModelHealthCheck(models).check();
    }

    private void answerWell() {
        SERVER.stubFor(post(anyUrl())
                .willReturn(aResponse()
                        .withHeader("Content-Type", WireFormat.OPENAI.contentType())
                        .withBody(String.join("", WireFormat.OPENAI.answer(List.of("OK"))))));
    }
}
