package io.tabletalk.chat.model;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a provider says in the body of an error: `{"error": {"message": …}}`, `{"error": "…"}` or `{"message": "…"}`.
///
/// @param message    empty when the body is not of that form; other bodies are not shown, since they may come from a
///                   server that is no model at all
/// @param retryDelay Gemini's `retryDelay` (it sends no `Retry-After`), or null
record ErrorBody(String message, @Nullable Duration retryDelay) {

    private static final int LONGEST_MESSAGE = 300;
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern RETRY_DELAY = Pattern.compile("\"retryDelay\"\\s*:\\s*\"(\\d{1,6})(?:\\.\\d+)?s\"");

    static ErrorBody parse(String body) {
        Matcher delay = RETRY_DELAY.matcher(body);
        return new ErrorBody(messageIn(body), delay.find() ? Duration.ofSeconds(Long.parseLong(delay.group(1))) : null);
    }

    private static String messageIn(String body) {
        try {
            JsonNode root = JSON.readTree(body);
            JsonNode first = root.isArray() ? root.path(0) : root; // Gemini may wrap the error in a list
            JsonNode error = first.path("error");
            JsonNode message =
                    error.isString() ? error : error.isObject() ? error.path("message") : first.path("message");
            return shortened(message.isString() ? message.stringValue() : "");
        } catch (JacksonException notJson) {
            return "";
        }
    }

    private static String shortened(String message) {
        String line = message.strip().replaceAll("\\s+", " ");
        String plain = line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
        return plain.length() <= LONGEST_MESSAGE ? plain : plain.substring(0, LONGEST_MESSAGE) + "…";
    }
}
