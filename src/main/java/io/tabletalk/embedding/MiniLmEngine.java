package io.tabletalk.embedding;

import ai.onnxruntime.OrtException;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tabletalk.embedding.ModelCall.NumberedText;
import io.tabletalk.embedding.bert.PreparedModels;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// all-MiniLM-L6-v2, prepared from the published weights. Loads in the background from construction
/// on; the first use waits for it.
final class MiniLmEngine implements EmbeddingEngine {

    private static final int DIMENSIONS = 384;
    private static final int MAX_TOKENS = 256;

    /// ONNX Runtime recurses deeply while it loads the model. The 1 MB of stack that a thread has by default overflowed
    /// in the server and ended the process without a word; 4 MB were enough.
    private static final long LOADING_STACK_BYTES = 16L << 20;

    /// What goes into one call of the model, padding included. More leaves the cache of the core and is slower.
    private static final int TOKENS_A_CALL = 512;

    private final Precision precision;
    private final CompletableFuture<Loaded> loading;
    private final Cache<String, float[]> cache;

    private record Loaded(Wordpieces wordpieces, OnnxModel model, WorkQueue<long[]> queue) {}

    /// @param cache where native libraries are unpacked and prepared models kept; made when it is missing
    MiniLmEngine(EmbeddingSettings settings, Path cache) {
        this.precision = Precision.of(settings.precision());
        this.cache = Caffeine.newBuilder().maximumSize(settings.cacheSize()).build();
        this.loading = CompletableFuture.supplyAsync(
                () -> load(settings, cache),
                task -> new Thread(null, task, "embedding-load", LOADING_STACK_BYTES).start());
    }

    private static Loaded load(EmbeddingSettings settings, Path cache) {
        try {
            NativeLibraries.unpackInto(cache);
            return load(settings, settings.files(cache.resolve("models")));
        } catch (IOException | OrtException | RuntimeException | LinkageError e) {
            throw new IllegalStateException("The embedding model cannot be loaded: " + e, e);
        }
    }

    private static Loaded load(EmbeddingSettings settings, ModelFiles files) throws IOException, OrtException {
        OnnxModel model =
                switch (Precision.of(settings.precision())) {
                    case FP32 -> new OnnxModel(files.float32());
                    case INT8 -> new OnnxModel(files.int8());
                };
        try (InputStream tokenizer = files.tokenizer()) {
            Wordpieces wordpieces = new Wordpieces(tokenizer, MAX_TOKENS);
            return new Loaded(
                    wordpieces,
                    model,
                    new WorkQueue<>(model::embed, settings.workersOrCores(), settings.queueSize()));
        }
    }

    @Override
    public String fingerprint() {
        String arithmetic =
                switch (precision) {
                    case FP32 -> "fp32";
                    case INT8 -> "int8-static-" + PreparedModels.VERSION;
                };
        return "all-MiniLM-L6-v2/" + arithmetic + "/mean/" + MAX_TOKENS;
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
        Loaded loaded = loaded();
        float[][] vectors = new float[texts.size()][];
        List<NumberedText> unknown = new ArrayList<>();
        for (int i = 0; i < vectors.length; i++) {
            float[] known = cache.getIfPresent(texts.get(i));
            if (known != null) {
                vectors[i] = known.clone();
            } else {
                unknown.add(new NumberedText(i, loaded.wordpieces().ids(texts.get(i))));
            }
        }
        Map<ModelCall, CompletableFuture<List<float[]>>> running = new LinkedHashMap<>();
        for (ModelCall call : ModelCall.group(unknown, TOKENS_A_CALL)) {
            running.put(call, loaded.queue().passages(call.ids()));
        }
        running.forEach((call, done) -> {
            List<float[]> ofCall = await(done);
            for (int i = 0; i < ofCall.size(); i++) {
                int number = call.texts().get(i).number();
                vectors[number] = remember(texts.get(number), ofCall.get(i));
            }
        });
        return List.of(vectors);
    }

    @Override
    public float[] embedQuestion(String text) {
        float[] known = cache.getIfPresent(text);
        if (known != null) {
            return known.clone();
        }
        Loaded loaded = loaded();
        long[] ids = loaded.wordpieces().ids(text);
        return remember(text, await(loaded.queue().question(ids)).getFirst());
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

    /// None while the model is still being loaded.
    int waitingPassages() {
        return loading.isDone() && !loading.isCompletedExceptionally()
                ? loading.join().queue().waitingPassages()
                : 0;
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
