package io.tabletalk.embedding;

import ai.onnxruntime.OrtException;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tabletalk.embedding.bert.PreparedModels;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// all-MiniLM-L6-v2 in eight-bit integers, as the build prepared it from the published weights. Loads in the background from construction
/// on; the first use waits for it.
final class MiniLmEngine implements EmbeddingEngine {

    private static final String WEIGHTS = "/models/all-minilm-l6-v2/int8.onnx";
    private static final String TOKENIZER = "/models/all-minilm-l6-v2/tokenizer.json";
    private static final int DIMENSIONS = 384;
    private static final int MAX_TOKENS = 256;

    /// ONNX Runtime recurses deeply while it loads the model. The 1 MB of stack that a thread has by default overflowed
    /// in the server and ended the process without a word; 4 MB were enough.
    private static final long LOADING_STACK_BYTES = 16L << 20;

    private final CompletableFuture<Loaded> loading;
    private final Cache<String, float[]> cache;

    private record Loaded(Wordpieces wordpieces, OnnxModel model, WorkQueue queue) {}

    /// @param natives where native libraries are unpacked; made when it is missing
    MiniLmEngine(EmbeddingSettings settings, Path natives) {
        this.cache = Caffeine.newBuilder().maximumSize(settings.cacheSize()).build();
        this.loading = CompletableFuture.supplyAsync(
                () -> load(settings, natives),
                task -> new Thread(null, task, "embedding-load", LOADING_STACK_BYTES).start());
    }

    private static Loaded load(EmbeddingSettings settings, Path natives) {
        try {
            NativeLibraries.unpackInto(natives);
            return load(settings);
        } catch (IOException | OrtException | RuntimeException | LinkageError e) {
            throw new IllegalStateException("The embedding model cannot be loaded: " + e, e);
        }
    }

    private static Loaded load(EmbeddingSettings settings) throws IOException, OrtException {
        try (InputStream weights = resource(WEIGHTS);
                InputStream tokenizer = resource(TOKENIZER)) {
            Wordpieces wordpieces = new Wordpieces(tokenizer, MAX_TOKENS);
            OnnxModel model = new OnnxModel(weights.readAllBytes());
            return new Loaded(
                    wordpieces,
                    model,
                    new WorkQueue(
                            text -> model.embed(List.of(wordpieces.ids(text)))
                                    .getFirst(),
                            settings.workersOrCores(),
                            settings.queueSize()));
        }
    }

    private static InputStream resource(String name) throws FileNotFoundException {
        InputStream resource = MiniLmEngine.class.getResourceAsStream(name);
        if (resource == null) {
            throw new FileNotFoundException("The build has not prepared the model: no " + name);
        }
        return resource;
    }

    @Override
    public String fingerprint() {
        return "all-MiniLM-L6-v2/int8-static-" + PreparedModels.VERSION + "/mean/" + MAX_TOKENS;
    }

    @Override
    public int dimensions() {
        return DIMENSIONS;
    }

    @Override
    public int maxTokens() {
        return MAX_TOKENS;
    }

    @Override
    public List<float[]> embedPassages(List<String> texts) {
        WorkQueue queue = loaded().queue();
        List<CompletableFuture<float[]>> vectors = new ArrayList<>(texts.size());
        for (String text : texts) {
            float[] known = cache.getIfPresent(text);
            vectors.add(known != null ? CompletableFuture.completedFuture(known) : queue.passage(text));
        }
        List<float[]> done = new ArrayList<>(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            done.add(remember(texts.get(i), await(vectors.get(i))));
        }
        return done;
    }

    @Override
    public float[] embedQuestion(String text) {
        float[] known = cache.getIfPresent(text);
        return known != null
                ? known.clone()
                : remember(text, await(loaded().queue().question(text)));
    }

    /// Long texts are not worth their place: the key of an entry is the text itself.
    private float[] remember(String text, float[] vector) {
        if (text.length() <= 4_000) {
            cache.put(text, vector);
        }
        return vector.clone();
    }

    @Override
    public TokenOffsets tokenize(String text) {
        return loaded().wordpieces().offsets(text);
    }

    private Loaded loaded() {
        return await(loading);
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IllegalStateException reason) {
                throw new IllegalStateException(reason.getMessage(), reason);
            }
            throw e;
        }
    }

    @Override
    public void close() {
        if (loading.handle((loaded, failure) -> failure != null).join()) {
            return;
        }
        Loaded loaded = loading.join();
        loaded.queue().close();
        loaded.model().close();
        loaded.wordpieces().close();
    }
}
