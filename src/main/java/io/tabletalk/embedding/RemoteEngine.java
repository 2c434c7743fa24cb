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

    /// In the order of the texts. When a group fails, those that have not begun are left out, and the vectors of the
    /// others are still handed over.
    ///
    /// @throws EmbeddingException the first failure
    @Override
    public void embedPassages(List<String> texts, VectorsMade made) {
        AtomicReference<@Nullable EmbeddingException> failure = new AtomicReference<>();
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
        EmbeddingException first = failure.get();
        if (first != null) {
            throw first;
        }
    }

    /// @param failure of another group of the same call; set when this one fails
    /// @return nothing when a group of the call has failed
    private List<float[]> inTurn(List<String> texts, AtomicReference<@Nullable EmbeddingException> failure) {
        waiting.addAndGet(texts.size());
        slots.acquireUninterruptibly();
        waiting.addAndGet(-texts.size());
        try {
            return failure.get() == null ? passages.embed(texts) : List.of();
        } catch (EmbeddingException e) {
            failure.compareAndSet(null, e);
            return List.of();
        } finally {
            slots.release();
        }
    }

    @Override
    public float[] embedQuestion(String text) {
        return cache.get(text, question -> questions
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
