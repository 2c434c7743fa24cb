package io.tabletalk.embedding;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A model behind a provider's HTTP API. Passages go in groups, a few at once; questions do not wait for them.
///
/// How long a text is, is measured with the word pieces of BERT, since providers do not tell their own; they are about
/// as many, rather more, than those of the larger vocabularies that providers have.
final class RemoteEngine implements EmbeddingEngine {

    private final String name;
    private final RemoteSettings settings;
    private final ModelTraits traits;
    private final HttpClient http;
    private final RemoteCalls passages;
    private final RemoteCalls questions;
    private final Wordpieces wordpieces;
    private final Semaphore slots;
    private final AtomicInteger waiting = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Cache<String, float[]> cache;

    /// @param model     as the provider names it
    /// @param cacheSize vectors of questions kept in memory
    /// @param natives   where native libraries are unpacked; made when it is missing
    /// @throws IllegalArgumentException when the provider needs an address or a key that is not set
    RemoteEngine(RemoteProvider provider, String model, RemoteSettings settings, int cacheSize, Path natives) {
        this.name = provider.id() + ":" + model;
        this.settings = settings;
        this.traits = settings.traits();
        this.http = HttpClient.newBuilder().connectTimeout(settings.timeout()).build();
        this.passages = new RemoteCalls(provider, provider.connect(model, settings, false), settings, http);
        this.questions = new RemoteCalls(provider, provider.connect(model, settings, true), settings, http);
        this.slots = new Semaphore(settings.parallel());
        this.cache = Caffeine.newBuilder().maximumSize(cacheSize).build();
        this.wordpieces = wordpieces(natives);
    }

    private Wordpieces wordpieces(Path natives) {
        try (InputStream tokenizer = KnownLocalModel.shippedTokenizer()) {
            NativeLibraries.unpackInto(natives);
            return new Wordpieces(tokenizer, traits.maxTokens());
        } catch (IOException e) {
            throw new IllegalStateException("The tokenizer cannot be loaded: " + e, e);
        }
    }

    /// The provider's address is left out: a server that moves keeps its vectors.
    @Override
    public String fingerprint() {
        String dimensions = settings.dimensions() == 0 ? "" : "/" + settings.dimensions();
        String prefix = traits.passagePrefix().isEmpty()
                ? ""
                : "/" + TextHash.of(traits.passagePrefix()).hex().substring(0, 8);
        return name + dimensions + prefix;
    }

    @Override
    public double denseWeight() {
        return traits.denseWeight();
    }

    /// Asks the provider when it has given no vector yet.
    @Override
    public int dimensions() {
        return embedQuestion("dimensions").length;
    }

    @Override
    public int maxTokens() {
        return traits.maxTokens();
    }

    @Override
    public List<float[]> embedPassages(List<String> texts) {
        List<float[]> vectors = new ArrayList<>(texts.size());
        embedPassages(texts, (from, part) -> vectors.addAll(part));
        return vectors;
    }

    /// In the order of the texts. A group that fails does not take the vectors of the others with it. When it failed
    /// because
    /// the provider cannot answer for now, groups that have not begun are left out: they would wait and fail, too.
    ///
    /// @throws EmbeddingException the first failure, but rather one that may pass than one that stays
    @Override
    public void embedPassages(List<String> texts, VectorsMade made) {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Map<Integer, CompletableFuture<List<float[]>>> running = new LinkedHashMap<>();
        for (int from = 0; from < texts.size(); from += settings.batchSize()) {
            List<String> group = texts.subList(from, Math.min(from + settings.batchSize(), texts.size())).stream()
                    .map(traits.passagePrefix()::concat)
                    .toList();
            running.put(from, CompletableFuture.supplyAsync(() -> inTurn(group, failure), threads));
        }
        running.forEach((from, group) -> {
            List<float[]> vectors = group.join();
            if (!vectors.isEmpty()) {
                made.accept(from, vectors);
            }
        });
        throwIfThereIs(failure.get());
    }

    /// @param failure of the groups of one call; this one's is added
    /// @return nothing when it failed or was left out
    private List<float[]> inTurn(List<String> texts, AtomicReference<@Nullable Throwable> failure) {
        waiting.addAndGet(texts.size());
        slots.acquireUninterruptibly();
        waiting.addAndGet(-texts.size());
        try {
            return mayPass(failure.get()) ? List.of() : passages.embed(texts);
        } catch (RuntimeException | Error e) {
            failure.accumulateAndGet(
                    e, (first, other) -> first == null || mayPass(other) && !mayPass(first) ? other : first);
            return List.of();
        } finally {
            slots.release();
        }
    }

    /// What stays is about the texts of one group, or at once the same for all: the others are asked for nevertheless.
    private static boolean mayPass(@Nullable Throwable failure) {
        return failure instanceof EmbeddingException of && of.isRetriable();
    }

    private static void throwIfThereIs(@Nullable Throwable failure) {
        switch (failure) {
            case null -> {}
            case Error error -> throw error;
            case RuntimeException exception -> throw exception;
            default -> throw new IllegalStateException(failure);
        }
    }

    @Override
    public float[] embedQuestion(String text) {
        return cache.get(
                        text,
                        question -> questions
                                .embed(List.of(traits.questionPrefix() + question))
                                .getFirst())
                .clone();
    }

    @Override
    public int waitingPassages() {
        return waiting.get();
    }

    @Override
    public TokenOffsets tokenize(String text) {
        return wordpieces.offsets(text);
    }

    @Override
    public void close() {
        http.shutdownNow();
        threads.shutdown();
        wordpieces.close();
    }
}
