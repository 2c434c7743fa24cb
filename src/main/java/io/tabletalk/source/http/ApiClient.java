package io.tabletalk.source.http;

import io.tabletalk.security.Secret;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Sends the requests of one source: with its credentials, which only its own server gets, not more often than agreed,
/// and with the conditions that let the server say that nothing has changed.
final class ApiClient implements AutoCloseable {

    private static final int MAX_REDIRECTS = 5;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_MODIFIED = 304;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpSettings settings;
    private final URI origin;
    private final Exchange exchange;
    private final AccessTokens tokens;
    private final Answers answers;
    private final RateLimit rate;

    ApiClient(HttpSettings settings, HttpLimits limits, Answers answers) {
        this.settings = settings;
        this.origin = AllowedAddresses.parse(settings.url());
        this.exchange = new Exchange(limits);
        this.tokens = new AccessTokens(settings, exchange);
        this.answers = answers;
        this.rate = new RateLimit(settings.rate());
    }

    private ApiClient(ApiClient other, Answers answers) {
        this.settings = other.settings;
        this.origin = other.origin;
        this.exchange = other.exchange;
        this.tokens = other.tokens;
        this.answers = answers;
        this.rate = other.rate;
    }

    /// The same client, which asks for whole answers and not whether former ones still hold.
    ApiClient anew() {
        return new ApiClient(this, answers.anew());
    }

    /// The answer to a GET request.
    ///
    /// @throws SourceException INVALID, DENIED or UNAVAILABLE when there is none that can be used
    Answer get(URI uri) {
        requireSameOrigin(uri);
        Optional<Answer> former = answers.find(uri);
        HttpResponse<byte[]> response = send(uri, former);
        Answer answer = answer(uri, former, response);
        answers.keep(uri, answer);
        return answer;
    }

    private static Answer answer(URI uri, Optional<Answer> former, HttpResponse<byte[]> response) {
        if (response.statusCode() == NOT_MODIFIED && former.isPresent()) {
            return former.get().confirmedBy(response.headers());
        }
        Failures.check(response, uri);
        return answer(response);
    }

    /// Whether an address is on the source's own server, the only one that is asked.
    ///
    /// @throws SourceException INVALID when it is not
    void requireSameOrigin(URI uri) {
        boolean same = origin.getScheme().equalsIgnoreCase(uri.getScheme())
                && origin.getHost().equalsIgnoreCase(uri.getHost())
                && port(origin) == port(uri);
        if (!same) {
            throw new SourceException(
                    Kind.INVALID,
                    "The API leads to another server, " + uri.getHost() + ". Only " + origin.getHost()
                            + " is asked, as the credentials are for it alone.");
        }
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }

    private HttpResponse<byte[]> send(URI uri, Optional<Answer> former) {
        HttpResponse<byte[]> response = follow(uri, former, tokens.current());
        if (response.statusCode() == UNAUTHORIZED && tokens.canRenew()) {
            response = follow(uri, former, tokens.renewed());
        }
        return response;
    }

    private HttpResponse<byte[]> follow(URI first, Optional<Answer> former, @Nullable String token) {
        URI uri = first;
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            rate.await();
            HttpResponse<byte[]> response = exchange.send(request(uri, former, token));
            Optional<String> location = response.headers().firstValue("Location");
            if (response.statusCode() / 100 != 3 || response.statusCode() == NOT_MODIFIED || location.isEmpty()) {
                return response;
            }
            uri = redirected(uri, location.get());
        }
        throw new SourceException(Kind.INVALID, "The API redirects more than " + MAX_REDIRECTS + " times.");
    }

    private URI redirected(URI from, String location) {
        try {
            URI target = AllowedAddresses.parse(from.resolve(location).toString());
            requireSameOrigin(target);
            return target;
        } catch (IllegalArgumentException e) {
            throw new SourceException(Kind.INVALID, "The API redirects to an address that is not valid.", e);
        }
    }

    private HttpRequest request(URI uri, Optional<Answer> former, @Nullable String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(withParameters(uri))
                .header("Accept", "application/json")
                .header("User-Agent", "tabletalk");
        former.flatMap(Answer::entityTag).ifPresent(tag -> request.header("If-None-Match", tag));
        former.flatMap(Answer::modified).ifPresent(time -> request.header("If-Modified-Since", time));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        settings.headers().forEach((name, value) -> {
            try {
                request.setHeader(name, value.reveal());
            } catch (IllegalArgumentException e) { // its message would hold the value
                throw new SourceException(Kind.INVALID, "The header '" + name + "' cannot be sent.");
            }
        });
        return request.build();
    }

    private URI withParameters(URI uri) {
        URI whole = uri;
        for (Map.Entry<String, Secret> parameter : settings.parameters().entrySet()) {
            whole = QueryParameter.set(
                    whole, parameter.getKey(), parameter.getValue().reveal());
        }
        return whole;
    }

    private static Answer answer(HttpResponse<byte[]> response) {
        return new Answer(
                body(response),
                Answer.linkOf(response.headers()).orElse(""),
                response.headers().firstValue("ETag"),
                response.headers().firstValue("Last-Modified"),
                hash(response.body()),
                response.body().length);
    }

    private static JsonNode body(HttpResponse<byte[]> response) {
        try {
            return JSON.readTree(response.body());
        } catch (JacksonException e) {
            throw new SourceException(Kind.INVALID, NoJson.message(response, e.getLocation()));
        }
    }

    /// SHA-256 in hex.
    static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    static String hash(String text) {
        return hash(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        exchange.close();
    }
}
