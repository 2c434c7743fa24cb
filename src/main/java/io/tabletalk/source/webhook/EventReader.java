package io.tabletalk.source.webhook;

import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.web.ApiException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the body of a delivery: one event, or `{"events": […]}`. All of it is right, or it is refused as a whole.
final class EventReader {

    static final int MOST_EVENTS = 1_000;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private EventReader() {}

    /// @throws ApiException 422 with what is wrong where
    static List<IncomingEvent> read(byte[] body) {
        JsonNode root = parse(body);
        JsonNode list = root.path("events");
        if (list.isMissingNode()) {
            return List.of(event(root, "the event"));
        }
        if (!list.isArray() || list.isEmpty() || list.size() > MOST_EVENTS) {
            throw invalid("'events' has to be a list of 1 to " + MOST_EVENTS + " events.");
        }
        List<IncomingEvent> events = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            events.add(event(list.get(i), "event " + i));
        }
        return events;
    }

    private static JsonNode parse(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            throw invalid("The body is no JSON.");
        }
    }

    private static IncomingEvent event(JsonNode event, String place) {
        String key = key(event.path("key"), place);
        Long version = version(event.path("version"), place);
        return switch (event.path("type").asString("")) {
            case "upsert" -> new IncomingEvent(key, version, document(event.path("document"), place));
            case "delete" -> new IncomingEvent(key, version, null);
            default -> throw invalid("The 'type' of " + place + " has to be 'upsert' or 'delete'.");
        };
    }

    private static String key(JsonNode key, String place) {
        String text = key.isString() || key.isIntegralNumber() ? key.asString() : "";
        if (text.isBlank() || DocumentKey.fault(text).isPresent()) {
            throw invalid("The 'key' of " + place + " has to be a text of 1 to " + DocumentKey.MAX_LENGTH
                    + " characters without NUL, or a whole number.");
        }
        return text;
    }

    private static @Nullable Long version(JsonNode version, String place) {
        if (version.isMissingNode() || version.isNull()) {
            return null;
        }
        if (!version.isIntegralNumber() || !version.canConvertToLong()) {
            throw invalid("The 'version' of " + place + " has to be a whole number.");
        }
        return version.longValue();
    }

    private static String document(JsonNode document, String place) {
        if (!document.isObject() || document.isEmpty()) {
            throw invalid("The 'document' of " + place + " has to be an object with fields.");
        }
        return document.toString();
    }

    private static ApiException invalid(String detail) {
        return ApiException.invalid("event_invalid", detail);
    }
}
