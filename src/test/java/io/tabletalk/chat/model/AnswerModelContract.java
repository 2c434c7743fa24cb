package io.tabletalk.chat.model;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.jayway.jsonpath.JsonPath;
import io.tabletalk.chat.model.AnswerModel.Finish;
import io.tabletalk.chat.model.ModelException.Kind;
import io.tabletalk.chat.model.Prompt.Message;
import io.tabletalk.chat.model.Prompt.Role;
import io.tabletalk.security.Secret;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What every model does, whatever its provider speaks on the wire.
@Timeout(60)
abstract class AnswerModelContract {

    private static final String KEY = "key-that-must-not-leak";
    private static final List<String> PIECES = List.of("The sky ", "is blue", " [1]. “Ünïcode” 🙂");
    private static final Prompt PROMPT = new Prompt(
            "Answer from the passages.",
            List.of(
                    new Message(Role.USER, "first question"),
                    new Message(Role.ASSISTANT, "first answer"),
                    new Message(Role.USER, "Which colour is the sky?")));

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance().build();

    private final List<Duration> waits = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final Cancellation cancellation = new Cancellation();

    abstract Provider provider();

    abstract WireFormat format();

    @Test
    void handsOverTheTextAsItArrivesAndSaysThatItIsComplete() {
        stub(success());

        Finish finish = model().generate(PROMPT, texts::add, cancellation);

        assertThat(finish).isEqualTo(Finish.COMPLETE);
        assertThat(texts).containsExactlyElementsOf(PIECES);
    }

    @Test
    void sendsTheInstructionsTheWholeConversationAndTheKey() {
        stub(success());

        model().generate(PROMPT, texts::add, cancellation);

        var request = SERVER.getAllServeEvents().getFirst().getRequest();
        assertThat(JsonPath.<List<String>>read(request.getBodyAsString(), format().conversationPath()))
                .containsExactly("first question", "first answer", "Which colour is the sky?");
        assertThat(request.getBodyAsString()).contains("Answer from the passages.");
        boolean keySent = request.getHeaders().all().stream()
                .anyMatch(header -> header.firstValue().contains(KEY));
        assertThat(keySent).isEqualTo(provider() != Provider.OLLAMA);
        assertThat(request.getUrl()).doesNotContain(KEY);
    }

    @Test
    void waitsAsLongAsAFullServerAsksAndThenSucceeds() {
        stubThenSuccess(failure(429, "slow down").withHeader("Retry-After", "7"));

        Finish finish = model().generate(PROMPT, texts::add, cancellation);

        assertThat(finish).isEqualTo(Finish.COMPLETE);
        assertThat(texts).containsExactlyElementsOf(PIECES);
        assertThat(waits).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void givesUpAtOnceWhenAFullServerAsksForTooLongAWait() {
        stub(failure(429, "quota used up").withHeader("Retry-After", "3600"));

        ModelException failure = failing(model());

        assertThat(failure.kind()).isEqualTo(Kind.RATE_LIMITED);
        assertThat(failure).hasMessageContaining("quota used up");
        assertThat(waits).isEmpty();
    }

    @Test
    void triesAgainAfterGrowingPausesWhileTheServerFailsAndThenSaysSo() {
        stub(failure(503, "overloaded"));

        ModelException failure = failing(model());

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure).hasMessageContaining(provider().title()).hasMessageContaining("overloaded");
        SERVER.verify(3, postRequestedFor(urlPathEqualTo(format().path())));
        assertThat(waits).hasSize(2);
        assertThat(waits.get(1)).isGreaterThanOrEqualTo(waits.get(0));
    }

    @Test
    void aServerErrorThatPassesIsNotSeen() {
        stubThenSuccess(failure(500, "hiccup"));

        assertThat(model().generate(PROMPT, texts::add, cancellation)).isEqualTo(Finish.COMPLETE);
        assertThat(texts).containsExactlyElementsOf(PIECES);
    }

    @Test
    void aRefusedKeyIsNotTriedAgainAndNotRepeatedInTheMessage() {
        stub(failure(401, "Incorrect API key provided: " + KEY));

        ModelException failure = failing(model());

        assertThat(failure.kind()).isEqualTo(Kind.DENIED);
        assertThat(failure).hasMessageContaining("API key");
        assertThat(stackTraceOf(failure)).doesNotContain(KEY);
        assertThat(waits).isEmpty();
    }

    @Test
    void anUnknownModelIsNamed() {
        stub(failure(404, "not found"));

        ModelException failure = failing(model());

        assertThat(failure.kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(failure).hasMessageContaining("test-model");
    }

    @Test
    void aStreamThatEndsWithoutAFinishIsInterrupted() {
        stub(stream(format().begun(PIECES)));

        ModelException failure = failing(model());

        assertThat(failure.kind()).isEqualTo(Kind.INTERRUPTED);
        assertThat(texts).containsExactlyElementsOf(PIECES);
        SERVER.verify(1, postRequestedFor(urlPathEqualTo(format().path())));
    }

    @Test
    void anAnswerThatIsNoModelsIsInterrupted() {
        stub(aResponse().withHeader("Content-Type", "text/html").withBody("<html>A router's page</html>"));

        ModelException failure = failing(model());

        assertThat(failure.kind()).isEqualTo(Kind.INTERRUPTED);
        assertThat(failure.getMessage()).doesNotContain("router");
    }

    @Test
    void aServerThatCannotBeReachedIsTriedAgainAndThenNamed() {
        ModelException failure = failing(modelAt("http://localhost:1"));

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure).hasMessageContaining("cannot be reached at http://localhost:1");
        assertThat(waits).hasSize(2);
    }

    @Test
    void aServerThatNeverAnswersTimesOut() {
        try (ScriptedServer server = ScriptedServer.silent(format())) {
            ModelException failure = failing(modelAt(server.address(), TestModels.impatientForTheFirst()));

            assertThat(failure.kind()).isEqualTo(Kind.TIMED_OUT);
            assertThat(waits).isEmpty();
        }
    }

    @Test
    void aStallInTheMiddleTimesOutAndKeepsWhatCame() {
        try (ScriptedServer server = ScriptedServer.stallingAfter(format(), format().begun(PIECES))) {
            ModelException failure = failing(modelAt(server.address(), TestModels.impatientForTheNext()));

            assertThat(failure.kind()).isEqualTo(Kind.TIMED_OUT);
            assertThat(texts).containsExactlyElementsOf(PIECES);
        }
    }

    @Test
    void anAnswerThatDoesNotEndIsEnded() {
        try (ScriptedServer server = ScriptedServer.endlessAfter(format(), format().begun(List.of("again ")))) {
            ModelException failure = failing(modelAt(server.address(), TestModels.impatientForTheEnd()));

            assertThat(failure.kind()).isEqualTo(Kind.TIMED_OUT);
            assertThat(failure).hasMessageContaining("did not come to an end within 1 s");
            Awaitility.await().until(server::clientHasGone);
        }
    }

    @Test
    void anAnswerWithoutAWordIsAFailure() {
        stub(stream(format().answer(List.of(""))));

        assertThat(failing(model())).hasMessageContaining("gave an empty answer");
    }

    @Test
    void aConnectionDroppedInTheMiddleIsInterruptedAndNotRepeated() {
        try (ScriptedServer server = ScriptedServer.breakingAfter(format(), format().begun(PIECES))) {
            ModelException failure = catchThrowableOfType(
                    ModelException.class,
                    () -> modelAt(server.address())
                            .generate(PROMPT, text -> breakOffAtTheEnd(server, text), cancellation));

            assertThat(failure.kind()).isEqualTo(Kind.INTERRUPTED);
            assertThat(texts).containsExactlyElementsOf(PIECES);
        }
    }

    @Test
    void cancellingClosesTheConnectionToTheServer() throws Exception {
        try (ScriptedServer server = ScriptedServer.endlessAfter(format(), format().begun(PIECES))) {
            CompletableFuture<ModelException> outcome = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> outcome.complete(failing(modelAt(server.address()))));
            Awaitility.await().until(() -> !texts.isEmpty());

            cancellation.cancel();

            assertThat(outcome.get(10, TimeUnit.SECONDS).kind()).isEqualTo(Kind.CANCELLED);
            Awaitility.await().until(server::clientHasGone);
        }
    }

    @Test
    void cancellingWorksBeforeTheFirstToken() throws Exception {
        try (ScriptedServer server = ScriptedServer.silent(format())) {
            CompletableFuture<ModelException> outcome = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> outcome.complete(failing(modelAt(server.address()))));

            cancellation.cancel();

            assertThat(outcome.get(10, TimeUnit.SECONDS).kind()).isEqualTo(Kind.CANCELLED);
        }
    }

    @Test
    void aReaderThatThrowsEndsTheCallWithItsException() {
        try (ScriptedServer server = ScriptedServer.endlessAfter(format(), format().begun(PIECES))) {
            IllegalStateException gone = new IllegalStateException("the reader has gone");

            assertThatThrownBy(() -> modelAt(server.address())
                            .generate(
                                    PROMPT,
                                    text -> {
                                        throw gone;
                                    },
                                    cancellation))
                    .isSameAs(gone);
            Awaitility.await().until(server::clientHasGone);
        }
    }

    private void breakOffAtTheEnd(ScriptedServer server, String text) {
        texts.add(text);
        if (texts.size() == PIECES.size()) {
            server.breakOff();
        }
    }

    private AnswerModel model() {
        return modelAt(SERVER.baseUrl());
    }

    private AnswerModel modelAt(String address) {
        return modelAt(address, TestModels.settings("", Map.of()));
    }

    private AnswerModel modelAt(String address, ModelSettings settings) {
        ModelConnection connection =
                new ModelConnection(provider(), "test-model", Endpoints.base(provider(), address), new Secret(KEY));
        return new RemoteModel(connection, settings, HttpClient.newHttpClient(), (time, cancelled) -> waits.add(time));
    }

    private ModelException failing(AnswerModel model) {
        return catchThrowableOfType(ModelException.class, () -> model.generate(PROMPT, texts::add, cancellation));
    }

    private ResponseDefinitionBuilder success() {
        return stream(format().answer(PIECES));
    }

    private ResponseDefinitionBuilder stream(List<String> written) {
        return aResponse().withHeader("Content-Type", format().contentType()).withBody(String.join("", written));
    }

    private ResponseDefinitionBuilder failure(int status, String message) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody(format().error(status, message));
    }

    private void stub(ResponseDefinitionBuilder response) {
        SERVER.stubFor(post(urlPathEqualTo(format().path())).willReturn(response));
    }

    private void stubThenSuccess(ResponseDefinitionBuilder first) {
        SERVER.stubFor(post(urlPathEqualTo(format().path()))
                .inScenario("passes")
                .whenScenarioStateIs(STARTED)
                .willReturn(first)
                .willSetStateTo("better"));
        SERVER.stubFor(post(urlPathEqualTo(format().path()))
                .inScenario("passes")
                .whenScenarioStateIs("better")
                .willReturn(success()));
    }

    private static String stackTraceOf(Throwable failure) {
        java.io.StringWriter text = new java.io.StringWriter();
        failure.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }
}
