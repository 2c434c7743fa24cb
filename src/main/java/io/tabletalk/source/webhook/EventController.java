package io.tabletalk.source.webhook;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.SourceDefinition;
import io.tabletalk.source.SourceNews;
import io.tabletalk.source.Sources;
import io.tabletalk.web.ApiException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Takes what is sent to webhooks.
@RestController
@Tag(name = "Sources")
class EventController {

    private static final int LONGEST_ID = 200;

    private final Sources sources;
    private final EventStore store;
    private final ApplicationEventPublisher events;

    EventController(Sources sources, EventStore store, ApplicationEventPublisher events) {
        this.sources = sources;
        this.store = store;
        this.events = events;
    }

    @PostMapping("/api/sources/{name}/events")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Takes events of a source of kind `webhook`: one, or up to 1,000 as `events`",
            description =
                    "Signed as the Standard Webhooks specification says: `webhook-signature` is `v1,` and Base64 of"
                            + " HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; the time may be five"
                            + " minutes off. Answered once the events are stored. A delivery with the same `webhook-id`"
                            + " and body is answered the same and does nothing more. Events about one key count in the"
                            + " order in which they come; one with a smaller `version` than was seen is ignored, and so"
                            + " is one about a document that was deleted here and is kept out: send it again after"
                            + " the document was let in. Events for a paused source are kept.",
            requestBody =
                    @RequestBody(
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            examples =
                                                    @ExampleObject(
                                                            "{\"events\": [{\"type\": \"upsert\", \"key\": \"17\","
                                                                    + " \"document\": {\"title\": \"Lamp\"}},"
                                                                    + " {\"type\": \"delete\", \"key\": \"16\"}]}"))))
    Delivery take(
            @PathVariable String name,
            @RequestHeader("webhook-id") String id,
            @RequestHeader("webhook-timestamp") String timestamp,
            @RequestHeader("webhook-signature") String signature,
            @org.springframework.web.bind.annotation.RequestBody byte[] body) {
        Instant now = Instant.now();
        SourceId source = source(name);
        WebhookSettings settings = settings(source);
        if (!WebhookSourceFactory.signature(settings).isRight(id, timestamp, body, signature, now)) {
            throw new ApiException(
                    HttpStatus.UNAUTHORIZED,
                    "signature_invalid",
                    "The signature is wrong, or its time is more than five minutes off.");
        }
        if (id.isBlank() || id.length() > LONGEST_ID) {
            throw ApiException.invalid(
                    "delivery_id_invalid", "The webhook-id has to have 1 to " + LONGEST_ID + " characters.");
        }
        List<IncomingEvent> incoming = EventReader.read(body);
        Delivery delivery = store.accept(source, id, hash(body), incoming, now);
        events.publishEvent(new SourceNews(source, true));
        return delivery;
    }

    private WebhookSettings settings(SourceId source) {
        return sources.find(source)
                .map(SourceDefinition::settings)
                .filter(WebhookSettings.class::isInstance)
                .map(WebhookSettings.class::cast)
                .orElseThrow(() -> notFound(source.value()));
    }

    private static SourceId source(String name) {
        try {
            return new SourceId(name);
        } catch (IllegalArgumentException e) {
            throw notFound(name);
        }
    }

    private static ApiException notFound(String name) {
        return ApiException.notFound("webhook_not_found", "There is no source '" + name + "' of kind webhook.");
    }

    private static String hash(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
