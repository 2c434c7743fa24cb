package io.tabletalk.chat.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Tabletalk, asked over `POST /chat/stream`. Each question is the first of its user, and each answer is checked.
final class ChatAnswers implements Asked {

    private static final String DATA = "data: ";

    private final URI address;
    private final AtomicInteger users = new AtomicInteger();

    ChatAnswers(int port) {
        this.address = URI.create("http://127.0.0.1:" + port + "/chat/stream");
    }

    @Override
    public Answered ask(String question) {
        return Asked.post(
                address,
                Map.of("user_name", "reader " + users.incrementAndGet(), "message", question),
                ChatAnswers::read);
    }

    /// @throws IllegalStateException when sources, the end or `[DONE]` are missing, or a citation does not hold
    static Answered read(BufferedReader lines, long begin) throws IOException {
        JsonNode sources = event(lines, "sources");
        long sourcesAfter = System.nanoTime() - begin;
        require(!sources.path("sources").isEmpty(), "There are no sources", sources);
        JsonNode event = event(lines, "content");
        long firstToken = System.nanoTime() - begin;
        StringBuilder text = new StringBuilder();
        for (; isContent(event); event = parsed(next(lines))) {
            text.append(event.path("content").asString());
        }
        require(event.path("type").asString().equals("done"), "The answer does not end well", event);
        JsonNode answer = event.path("answer");
        require(answer.path("state").asString().equals("complete"), "The answer is not complete", event);
        boolean refused = !answer.path("refusal").asString("").isEmpty();
        List<String> citations = answer.path("citations")
                .valueStream()
                .map(citation -> citation.path("status").asString())
                .toList();
        require(!citations.contains("failed"), "A citation does not hold", event);
        require(refused || citations.contains("passed"), "The answer cites nothing", event);
        String end = next(lines);
        if (!"[DONE]".equals(end)) {
            throw new IllegalStateException("[DONE] is missing: " + end);
        }
        long whole = System.nanoTime() - begin;
        return new Answered(sourcesAfter, firstToken, whole, text.toString(), refused);
    }

    private static boolean isContent(JsonNode event) {
        return event.path("type").asString().equals("content");
    }

    private static JsonNode event(BufferedReader lines, String type) throws IOException {
        JsonNode event = parsed(next(lines));
        require(event.path("type").asString().equals(type), "There is no event " + type, event);
        return event;
    }

    private static JsonNode parsed(@Nullable String data) {
        if (data == null) {
            throw new IllegalStateException("The answer was cut.");
        }
        return JsonMapper.shared().readTree(data);
    }

    private static @Nullable String next(BufferedReader lines) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(DATA)) {
                return line.substring(DATA.length());
            }
        }
        return null;
    }

    private static void require(boolean isSo, String otherwise, JsonNode event) {
        if (!isSo) {
            throw new IllegalStateException(otherwise + ": " + event);
        }
    }
}
