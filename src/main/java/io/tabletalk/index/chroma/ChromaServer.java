package io.tabletalk.index.chroma;

import io.tabletalk.index.IndexAwayException;
import io.tabletalk.index.IndexException;
import io.tabletalk.index.chroma.ChromaApi.Collection;
import io.tabletalk.index.chroma.ChromaApi.Named;
import io.tabletalk.index.chroma.ChromaApi.NewCollection;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;

/// The server, with the two collections once they were found or made. It need not run when this is constructed, and may
/// go and come back.
final class ChromaServer {

    /// How the records are laid out; collections of another layout cannot be read.
    private static final String LAYOUT = "1";

    private static final String LAYOUT_KEY = "tabletalk_layout";
    private static final String FINGERPRINT_KEY = "tabletalk_embedding";

    private static final int MOST_RECORDS = 1_000;

    private final ChromaSettings settings;
    private final String fingerprint;
    private final ChromaApi api;
    private final ReentrantLock connecting = new ReentrantLock();
    private volatile @Nullable Collections collections;

    ChromaServer(ChromaSettings settings, String fingerprint) {
        this.settings = settings;
        this.fingerprint = fingerprint;
        this.api = ChromaHttp.client(settings);
    }

    /// @param maxRecords the most records of one call
    record Collections(ChromaCollection passages, ChromaCollection documents, int maxRecords) {}

    String url() {
        return settings.url().toString();
    }

    /// Asks the server.
    ///
    /// @throws io.tabletalk.index.IndexAwayException when it cannot be reached
    /// @throws IndexException                        when it refuses, or takes too long
    <T> T ask(Function<Collections, T> question) {
        try {
            return question.apply(connected());
        } catch (HttpClientErrorException.NotFound e) {
            collections = null; // they were deleted, and are made anew with the next call
            throw failed("does not have the collections any more", e);
        } catch (ResourceAccessException e) {
            throw isSlow(e) ? failed("takes too long", e) : away("does not answer: " + rootMessage(e), e);
        } catch (HttpServerErrorException.BadGateway
                | HttpServerErrorException.ServiceUnavailable
                | HttpServerErrorException.GatewayTimeout e) {
            throw away("is away: " + e.getStatusCode().value() + " " + kind(e), e);
        } catch (RestClientResponseException e) {
            throw failed("answers " + e.getStatusCode().value() + " " + kind(e), e);
        } catch (RestClientException e) {
            throw failed("gives an answer that cannot be read", e);
        }
    }

    private Collections connected() {
        Collections known = collections;
        if (known != null) {
            return known;
        }
        connecting.lock();
        try {
            Collections made = Objects.requireNonNullElseGet(collections, this::connect);
            collections = made;
            return made;
        } finally {
            connecting.unlock();
        }
    }

    private Collections connect() {
        Integer limit = api.limits().maxBatchSize();
        ensureTenant();
        ensureDatabase();
        return new Collections(
                open(settings.collection(), Map.of("space", "cosine", "ef_construction", 128, "ef_search", 256)),
                open(settings.collection() + "-documents", Map.of("space", "l2")),
                Math.min(limit == null ? MOST_RECORDS : limit, MOST_RECORDS));
    }

    private void ensureTenant() {
        try {
            api.tenant(settings.tenant());
        } catch (HttpClientErrorException.NotFound e) {
            create(() -> api.createTenant(new Named(settings.tenant())));
        }
    }

    private void ensureDatabase() {
        try {
            api.database(settings.tenant(), settings.database());
        } catch (HttpClientErrorException.NotFound e) {
            create(() -> api.createDatabase(settings.tenant(), new Named(settings.database())));
        }
    }

    /// Another process may have been faster.
    private static void create(Runnable creation) {
        try {
            creation.run();
        } catch (HttpClientErrorException.Conflict e) {
            return;
        }
    }

    private ChromaCollection open(String name, Map<String, Object> hnsw) {
        Collection found = find(name, hnsw);
        Map<String, Object> made = Objects.requireNonNullElse(found.metadata(), Map.of());
        requireSame(name, "layout", LAYOUT, made.get(LAYOUT_KEY));
        requireSame(name, "embedding", fingerprint, made.get(FINGERPRINT_KEY));
        return new ChromaCollection(api, settings.tenant(), settings.database(), found.id());
    }

    /// Looked for before it is made: making one that is there would replace what it says of itself.
    private Collection find(String name, Map<String, Object> hnsw) {
        try {
            return api.collection(settings.tenant(), settings.database(), name);
        } catch (HttpClientErrorException.NotFound e) {
            Map<String, Object> metadata = Map.of(LAYOUT_KEY, LAYOUT, FINGERPRINT_KEY, fingerprint);
            return api.createCollection(
                    settings.tenant(),
                    settings.database(),
                    new NewCollection(name, true, metadata, Map.of("hnsw", hnsw)));
        }
    }

    private void requireSame(String name, String what, String wanted, @Nullable Object made) {
        if (!wanted.equals(made)) {
            String how = "with the " + what + " " + (made == null ? "of something else" : made);
            throw new IndexException(
                    "The collection " + name + " on " + url() + " was made " + how + ", and " + wanted
                            + " is configured. Set that back, name another collection, or delete this one and read the"
                            + " sources again.",
                    new IllegalStateException(how));
        }
    }

    private IndexException failed(String how, Exception cause) {
        return new IndexException("The Chroma server at " + url() + " " + how + ".", cause);
    }

    private IndexAwayException away(String how, Exception cause) {
        return new IndexAwayException("The Chroma server at " + url() + " " + how + ".", cause);
    }

    /// It was reached, so that what it was asked may be the reason.
    private static boolean isSlow(ResourceAccessException failure) {
        Throwable cause = failure.getCause();
        return cause instanceof HttpTimeoutException && !(cause instanceof HttpConnectTimeoutException);
    }

    /// The kind of error alone: its message may quote what was sent.
    private static String kind(RestClientResponseException failure) {
        return switch (failure.getStatusCode().value()) {
            case 401, 403 -> "(the credentials are missing or wrong)";
            case 413 -> "(a document is larger than it takes)";
            default -> failure.getStatusText();
        };
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null ? root.getClass().getSimpleName() : message;
    }
}
