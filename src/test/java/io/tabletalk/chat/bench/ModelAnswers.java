package io.tabletalk.chat.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// The model server, asked directly: the peer.
final class ModelAnswers implements Asked {

    private static final String DATA = "data: ";
    private static final String END = DATA + "[DONE]";

    private final URI address;

    ModelAnswers(URI endpoint) {
        this.address = URI.create(endpoint + "/chat/completions");
    }

    @Override
    public Answered ask(String question) {
        return Asked.post(
                address,
                Map.of(
                        "model",
                        ModelServer.NAME,
                        "stream",
                        true,
                        "messages",
                        List.of(Map.of("role", "user", "content", question))),
                ModelAnswers::read);
    }

    static Answered read(BufferedReader lines, long begin) throws IOException {
        long firstToken = 0;
        StringBuilder text = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.equals(END)) {
                return new Answered(0, firstToken, System.nanoTime() - begin, text.toString(), false);
            }
            if (line.startsWith(DATA)) {
                text.append(delta(line.substring(DATA.length())));
                firstToken = firstToken == 0 && !text.isEmpty() ? System.nanoTime() - begin : firstToken;
            }
        }
        throw new IllegalStateException("The model's answer was cut: " + text);
    }

    private static String delta(String chunk) {
        return JsonMapper.shared()
                .readTree(chunk)
                .path("choices")
                .path(0)
                .path("delta")
                .path("content")
                .asString("");
    }
}
