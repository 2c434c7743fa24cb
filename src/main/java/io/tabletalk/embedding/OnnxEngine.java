package io.tabletalk.embedding;

import ai.onnxruntime.OrtException;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tabletalk.embedding.ModelCall.NumberedText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.util.function.SingletonSupplier;

/// A model in this process, on ONNX Runtime or oneDNN. Loads in the background from construction on; the first use
/// waits for it.
final class OnnxEngine implements EmbeddingEngine {

    /// ONNX Runtime recurses deeply while it loads the model. The 1 MB of stack that a thread has by default overflowed
    /// in the server and ended the process without a word; 4 MB were enough.
    private static final long LOADING_STACK_BYTES = 16L << 20;

    /// Numbers of the tokens of recent questions, 4 MB: of some 180 of fifteen tokens.
    private static final int NUMBERS_OF_QUESTIONS = 1 << 20;

    private final String fingerprint;
    private final String tokenizer;
    private final ModelTraits traits;
    private final int tokensACall;
    private final CompletableFuture<Loaded> loading;
    private final Cache<String, float[]> cache;

    /// The vectors of the tokens of recent questions, one behind the other: a question is first searched for and then
    /// compared with what was found, and both come from one run of the model unless it wants something before
    /// questions.
    private final Cache<String, float[]> questionTokens = Caffeine.newBuilder()
            .maximumWeight(NUMBERS_OF_QUESTIONS)
            .weigher((String text, float[] tokens) -> tokens.length)
            .build();

    /// @param centre computed when it is first asked for
    private record Loaded(Wordpieces wordpieces, LoadedModel model, Supplier<float[]> centre, WorkQueue queue) {

        List<Embedding> embedWithTokens(ModelCall call) {
            return model.embedWithTokens(call.ids(), wordpieces.specialTokens(), centre.get());
        }

        Question question(long[] ids) {
            return await(queue.question(() -> model.compute(List.of(ids), this::questions)))
                    .getFirst();
        }

        private List<Question> questions(TokenRows rows) {
            return List.of(new Question(
                    rows.vectors(model.pooling()).getFirst(),
                    rows.tokens(wordpieces.specialTokens()).getFirst()));
        }
    }

    /// What comes of one text, with the vectors of its tokens one behind the other.
    private record Question(float[] vector, float[] tokens) {}

    /// How much goes on at once.
    ///
    /// @param workers   texts embedded at once
    /// @param queueSize passages that may wait
    /// @param cacheSize vectors kept in memory
    record Limits(int workers, int queueSize, int cacheSize) {}

    /// @param natives where native libraries are unpacked; made when it is missing
    /// @throws IllegalStateException when the weights of the model cannot be found or read
    OnnxEngine(LocalModel model, Limits limits, Path natives) {
        try {
            this.fingerprint = model.fingerprint();
            this.tokenizer = model.tokenizerName();
        } catch (IOException e) {
            throw cannotBeLoaded(e);
        }
        this.traits = model.traits();
        this.tokensACall = model.tokensACall();
        this.cache = Caffeine.newBuilder().maximumSize(limits.cacheSize()).build();
        this.loading = CompletableFuture.supplyAsync(
                () -> load(model, limits, natives),
                task -> new Thread(null, task, "embedding-load", LOADING_STACK_BYTES).start());
    }

    private static Loaded load(LocalModel model, Limits limits, Path natives) {
        try {
            NativeLibraries.unpackInto(natives);
            return load(model, limits, model.open(natives));
        } catch (IOException | OrtException | RuntimeException | LinkageError e) {
            throw cannotBeLoaded(e);
        }
    }

    private static IllegalStateException cannotBeLoaded(Throwable e) {
        return new IllegalStateException("The embedding model cannot be loaded: " + e, e);
    }

    private static Loaded load(LocalModel model, Limits limits, LoadedModel loaded) throws IOException {
        try (InputStream tokenizer = model.tokenizer()) {
            Wordpieces wordpieces = new Wordpieces(tokenizer, model.traits().maxTokens());
            return new Loaded(
                    wordpieces,
                    loaded,
                    SingletonSupplier.of(() -> TokenCentre.of(loaded, wordpieces)),
                    new WorkQueue(limits.workers(), limits.queueSize()));
        } catch (IOException | RuntimeException e) {
            loaded.close();
            throw e;
        }
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public String tokenizer() {
        return tokenizer;
    }

    @Override
    public double denseWeight() {
        return traits.denseWeight();
    }

    @Override
    public int dimensions() {
        return loaded().model().dimensions();
    }

    /// The prefix of passages takes its part.
    @Override
    public int maxTokens() {
        String prefix = traits.passagePrefix();
        return traits.maxTokens() - (prefix.isEmpty() ? 0 : tokenize(prefix).count());
    }

    @Override
    public List<float[]> embedPassages(List<String> passages) {
        Loaded loaded = loaded();
        List<String> texts = prefixed(passages);
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
        compute(
                unknown,
                call -> loaded.queue()
                        .passages(call.ids().size(), () -> loaded.model().embed(call.ids())),
                (number, vector) -> vectors[number] = remember(texts.get(number), vector));
        return List.of(vectors);
    }

    @Override
    public boolean givesTokens() {
        return true;
    }

    @Override
    public List<Embedding> embedPassagesWithTokens(List<String> passages) {
        Loaded loaded = loaded();
        Embedding[] embeddings = new Embedding[passages.size()];
        compute(
                numbered(loaded, prefixed(passages)),
                call -> loaded.queue().passages(call.ids().size(), () -> loaded.embedWithTokens(call)),
                (number, embedding) -> embeddings[number] = embedding);
        return List.of(embeddings);
    }

    @Override
    public List<TokenCodes> tokenCodes(List<String> passages) {
        Loaded loaded = loaded();
        TokenCodes[] codes = new TokenCodes[passages.size()];
        compute(
                numbered(loaded, prefixed(passages)),
                call -> loaded.queue().question(() -> loaded.embedWithTokens(call)),
                (number, embedding) -> codes[number] = embedding.tokens());
        return List.of(codes);
    }

    private List<String> prefixed(List<String> passages) {
        return passages.stream().map(traits.passagePrefix()::concat).toList();
    }

    private static List<NumberedText> numbered(Loaded loaded, List<String> texts) {
        List<NumberedText> numbered = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            numbered.add(new NumberedText(i, loaded.wordpieces().ids(texts.get(i))));
        }
        return numbered;
    }

    /// Sends texts through the model, those of about the same length together, and hands on what comes of each.
    private <T> void compute(
            List<NumberedText> texts, Function<ModelCall, CompletableFuture<List<T>>> send, Computed<T> computed) {
        Map<ModelCall, CompletableFuture<List<T>>> running = new LinkedHashMap<>();
        for (ModelCall call : ModelCall.group(texts, tokensACall)) {
            running.put(call, send.apply(call));
        }
        running.forEach((call, done) -> {
            List<T> ofCall = await(done);
            for (int i = 0; i < ofCall.size(); i++) {
                computed.accept(call.texts().get(i).number(), ofCall.get(i));
            }
        });
    }

    private interface Computed<T> {
        void accept(int number, T made);
    }

    @Override
    public float[] embedQuestion(String question) {
        String text = traits.questionPrefix() + question;
        float[] known = cache.getIfPresent(text);
        if (known != null) {
            return known.clone();
        }
        return remember(text, compute(text).vector());
    }

    @Override
    public Optional<TokenVectors> questionTokens(String text) {
        float[] known = questionTokens.getIfPresent(text);
        float[] all = known != null ? known : compute(text).tokens();
        return Optional.of(tokenVectors(all, tokenize(text), dimensions()));
    }

    private Question compute(String text) {
        Loaded loaded = loaded();
        Question question = loaded.question(loaded.wordpieces().ids(text));
        questionTokens.put(text, question.tokens());
        return question;
    }

    /// @param all the vectors, one behind the other; where the text was cut, fewer than it has tokens
    private static TokenVectors tokenVectors(float[] all, TokenOffsets offsets, int dimensions) {
        int count = all.length / dimensions;
        float[][] vectors = new float[count][];
        for (int token = 0; token < count; token++) {
            vectors[token] = Arrays.copyOfRange(all, token * dimensions, (token + 1) * dimensions);
        }
        return new TokenVectors(vectors, Arrays.copyOf(offsets.starts(), count), Arrays.copyOf(offsets.ends(), count));
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
    @Override
    public int waitingPassages() {
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
