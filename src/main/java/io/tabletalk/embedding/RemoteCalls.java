package io.tabletalk.embedding;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import io.tabletalk.security.Secret;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// Asks a provider for vectors, again when that may help. Safe for use by several threads.
final class RemoteCalls {

    private final RemoteProvider.Connection connection;
    private final RemoteSettings settings;
    private final EmbeddingModel model;

    RemoteCalls(
            RemoteProvider provider, RemoteProvider.Connection connection, RemoteSettings settings, HttpClient client) {
        this.connection = connection;
        this.settings = settings;
        this.model = provider.model(connection, new RemoteHttp(client, settings.timeout()).asBuilder());
    }

    /// Vectors of length 1, in the order of the texts, of which there is at least one.
    ///
    /// @throws EmbeddingException when the provider gives none
    List<float[]> embed(List<String> texts) {
        for (int retries = 0; ; retries++) {
            try {
                return ask(texts);
            } catch (RemoteFailure failure) {
                Duration wait = failure.retryAfter().orElse(backoff(retries));
                boolean hopeless = retries == settings.retries() || wait.compareTo(settings.longestRetryWait()) > 0;
                if (!failure.isRetriable() || hopeless || !pause(wait)) {
                    throw said(failure);
                }
            }
        }
    }

    private List<float[]> ask(List<String> texts) {
        List<Embedding> embeddings;
        try {
            embeddings = model.embedAll(texts.stream().map(TextSegment::from).toList())
                    .content();
        } catch (RuntimeException e) {
            throw RemoteFailure.in(e);
        }
        if (embeddings.size() != texts.size()) {
            throw RemoteFailure.unusable("gave " + embeddings.size() + " vectors for " + texts.size() + " texts", null);
        }
        return embeddings.stream()
                .map(embedding -> normalized(embedding.vector()))
                .toList();
    }

    private float[] normalized(float[] vector) {
        if (settings.dimensions() != 0 && vector.length != settings.dimensions()) {
            throw RemoteFailure.unusable(
                    "gave a vector of " + vector.length + " numbers, not " + settings.dimensions(), null);
        }
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        if (!(squares > 0) || Double.isInfinite(squares)) {
            throw RemoteFailure.unusable("gave a vector without a direction", null);
        }
        float[] normalized = vector.clone();
        float scale = (float) (1 / Math.sqrt(squares));
        for (int i = 0; i < normalized.length; i++) {
            normalized[i] *= scale;
        }
        return normalized;
    }

    /// Doubles with each retry; up to half of it is left out at random, so that clients do not return in step.
    private Duration backoff(int retry) {
        long full = settings.firstRetryWait().toMillis() << Math.min(retry, 20);
        long half = Math.max(1, full / 2);
        long wait = half + ThreadLocalRandom.current().nextLong(half);
        return Duration.ofMillis(Math.min(wait, settings.longestRetryWait().toMillis()));
    }

    private static boolean pause(Duration wait) {
        try {
            Thread.sleep(wait);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Servers like to repeat the key they refuse, so it is taken out, and what they sent is not passed on as a cause.
    private EmbeddingException said(RemoteFailure failure) {
        String message = "The embedding model " + connection + " " + failure.getMessage() + ".";
        String key = connection.key();
        String shown = key.isBlank() ? message : message.replace(key, Secret.MASK);
        return new EmbeddingException(shown, failure.isRetriable());
    }
}
