package io.tabletalk.chat.model;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/// A model behind a provider's HTTP API.
final class RemoteModel implements AnswerModel {

    private final ModelConnection connection;
    private final ModelSettings settings;
    private final HttpClient client;
    private final RetryPause pause;
    private final ModelFailures failures;

    RemoteModel(ModelConnection connection, ModelSettings settings, HttpClient client, RetryPause pause) {
        this.connection = connection;
        this.settings = settings;
        this.client = client;
        this.pause = pause;
        this.failures = new ModelFailures(connection);
    }

    @Override
    public Provider provider() {
        return connection.provider();
    }

    @Override
    public String model() {
        return connection.model();
    }

    @Override
    public Finish generate(Prompt prompt, Consumer<String> onText, Cancellation cancellation) {
        for (int retries = 0; ; retries++) {
            StreamedAnswer answer = new StreamedAnswer(onText);
            try {
                return ask(prompt, answer, cancellation);
            } catch (ModelException e) {
                Duration wait = waitBefore(retries + 1, e);
                boolean hopeless = retries == settings.retries() || wait.compareTo(settings.longestRetryWait()) > 0;
                if (!e.isRetriable() || answer.hasBegun() || hopeless) {
                    throw e;
                }
                pause.await(wait, cancellation);
            }
        }
    }

    private Finish ask(Prompt prompt, StreamedAnswer answer, Cancellation cancellation) {
        try (ModelCall call = new ModelCall(client, settings, failures, cancellation)) {
            answer.onReaderGone(() -> call.fail(failures.cancelled()));
            connection
                    .provider()
                    .connect(connection, settings, call.asBuilder())
                    .chat(request(prompt), answer);
            return answer.finish(call.failure(), failures);
        }
    }

    private Duration waitBefore(int retry, ModelException failure) {
        Duration asked = failure.retryAfter();
        if (asked != null) {
            return asked;
        }
        // Doubles with each retry; up to half of it is left out at random, so that clients do not return in step.
        long full = settings.firstRetryWait().toMillis() << (retry - 1);
        long half = Math.max(1, full / 2);
        long wait = half + ThreadLocalRandom.current().nextLong(half);
        return Duration.ofMillis(Math.min(wait, settings.longestRetryWait().toMillis()));
    }

    private static ChatRequest request(Prompt prompt) {
        List<ChatMessage> messages = new ArrayList<>();
        messages.add(SystemMessage.from(prompt.instructions()));
        for (Prompt.Message message : prompt.messages()) {
            messages.add(
                    switch (message.role()) {
                        case USER -> UserMessage.from(message.text());
                        case ASSISTANT -> AiMessage.from(message.text());
                    });
        }
        return ChatRequest.builder().messages(messages).build();
    }
}
