package io.tabletalk.chat;

import io.tabletalk.chat.model.Cancellation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import tools.jackson.databind.json.JsonMapper;

/// Sends chat events to one client as server-sent events: `data: {…}` each, `data: [DONE]` last, and a comment now and
/// then, which keeps proxies from closing a quiet connection and shows when the client has gone. A client who has gone
/// cancels the answer.
final class EventStream implements Consumer<ChatEvent> {

    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    // Not an SseEmitter: that writes `data:{…}`, and clients of the replaced system expect a space after the colon.
    private final ResponseBodyEmitter emitter = new ResponseBodyEmitter(0L);
    private final JsonMapper json;
    private final boolean withSteps;
    private final Cancellation cancellation;
    private final CountDownLatch closed = new CountDownLatch(1);

    EventStream(JsonMapper json, boolean withSteps, Cancellation cancellation) {
        this.json = json;
        this.withSteps = withSteps;
        this.cancellation = cancellation;
        emitter.onCompletion(this::clientGone);
        emitter.onError(error -> clientGone());
    }

    ResponseBodyEmitter emitter() {
        return emitter;
    }

    @Override
    public void accept(ChatEvent event) {
        if (!(event instanceof ChatEvent.Step) || withSteps) {
            send("data: " + json.writeValueAsString(event) + "\n\n");
        }
    }

    /// Ends the stream.
    void finish() {
        send("data: [DONE]\n\n");
        boolean wasOpen = closed.getCount() > 0;
        closed.countDown();
        if (wasOpen) {
            emitter.complete();
        }
    }

    /// Sends a comment each `pause` until the stream ends.
    void keepAlive(Duration pause) {
        Thread.ofVirtual().name("chat-heartbeat").start(() -> {
            try {
                while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    send(":\n\n");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void send(String text) {
        if (closed.getCount() == 0) {
            return;
        }
        try {
            emitter.send(text, TEXT);
        } catch (IOException | IllegalStateException e) {
            clientGone();
        }
    }

    private void clientGone() {
        if (closed.getCount() > 0) {
            closed.countDown();
            cancellation.cancel();
        }
    }
}
