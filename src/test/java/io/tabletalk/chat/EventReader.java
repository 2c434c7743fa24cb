package io.tabletalk.chat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads a stream of chat events as a client of the replaced system does: lines that begin with `data: `.
final class EventReader implements AutoCloseable {

    private final InputStream stream;
    private final BufferedReader lines;
    private final List<String> raw = new ArrayList<>();

    EventReader(InputStream stream) {
        this.stream = stream;
        this.lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }

    /// The next event's data, or null at the end of the stream.
    @Nullable
    String next() throws IOException {
        String line;
        while ((line = lines.readLine()) != null) {
            raw.add(line);
            if (line.startsWith("data: ")) {
                return line.substring("data: ".length());
            }
        }
        return null;
    }

    /// All further events, with `[DONE]` as a text node at the end.
    List<JsonNode> rest() throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (String data = next(); data != null; data = next()) {
            events.add(JsonMapper.shared().readTree(data.equals("[DONE]") ? "\"[DONE]\"" : data));
        }
        return events;
    }

    /// Every line read so far.
    List<String> lines() {
        return raw;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
