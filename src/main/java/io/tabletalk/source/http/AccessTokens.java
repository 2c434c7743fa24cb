package io.tabletalk.source.http;

import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import io.tabletalk.source.http.HttpSettings.OAuth2;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The bearer token of a source: the one that was given, or one that is got with the client's credentials and renewed
/// before it ends. Safe for use by several threads.
final class AccessTokens {

    /// A token is renewed this long before its end, so that it does not end on the way.
    private static final Duration EARLY = Duration.ofSeconds(30);

    private final HttpSettings settings;
    private final Exchange exchange;
    private @Nullable String token;
    private Instant until = Instant.MIN;

    AccessTokens(HttpSettings settings, Exchange exchange) {
        this.settings = settings;
        this.exchange = exchange;
    }

    /// The token to send, or null when there is none.
    @Nullable
    synchronized String current() {
        OAuth2 client = settings.oauth2();
        if (client == null) {
            return settings.bearerToken() == null
                    ? null
                    : settings.bearerToken().reveal();
        }
        if (token == null || Instant.now().isAfter(until)) {
            token = ask(client);
        }
        return token;
    }

    boolean canRenew() {
        return settings.oauth2() != null;
    }

    /// A new token, after the server has refused the current one.
    @Nullable
    synchronized String renewed() {
        token = null;
        return current();
    }

    private String ask(OAuth2 client) {
        URI uri = AllowedAddresses.parse(client.tokenUrl());
        HttpResponse<byte[]> response = exchange.send(request(client, uri));
        if (response.statusCode() == 400 || response.statusCode() == 401) {
            throw new SourceException(Kind.DENIED, "'" + uri.getHost() + "' refuses the client's name or secret.");
        }
        Failures.check(response, uri);
        return read(response.body(), uri);
    }

    private String read(byte[] body, URI uri) {
        JsonNode answer;
        try {
            answer = JsonMapper.shared().readTree(body);
        } catch (JacksonException e) {
            throw noToken(uri);
        }
        String given = answer.path("access_token").asString("");
        if (given.isEmpty()) {
            throw noToken(uri);
        }
        long seconds = Math.clamp(answer.path("expires_in").asLong(3_600), 0, 86_400);
        until = Instant.now().plusSeconds(seconds).minus(EARLY);
        return given;
    }

    private static SourceException noToken(URI uri) {
        return new SourceException(Kind.INVALID, "'" + uri.getHost() + "' gave no access token.");
    }

    private static HttpRequest request(OAuth2 client, URI uri) {
        String basic =
                encoded(client.clientId()) + ":" + encoded(client.clientSecret().reveal());
        String body =
                "grant_type=client_credentials" + (client.scope() == null ? "" : "&scope=" + encoded(client.scope()));
        return HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8)))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
