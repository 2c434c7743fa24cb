package io.tabletalk.embedding;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The configured engine, beside which another embeds questions for as long as the index holds vectors of that other.
/// Passages are always embedded by the configured one. Safe for use by several threads.
public final class SwitchableEngine implements EmbeddingEngine {

    private static final Logger LOG = LoggerFactory.getLogger(SwitchableEngine.class);

    private final EmbeddingEngine configured;
    private final Library library;
    private volatile EmbeddingEngine answering;

    /// Opens engines by what their fingerprint says.
    public interface Library {

        /// Empty when no such engine can be opened on this machine.
        Optional<EmbeddingEngine> open(String fingerprint);
    }

    public SwitchableEngine(EmbeddingEngine configured, Library library) {
        this.configured = configured;
        this.library = library;
        this.answering = configured;
    }

    /// From now on questions are embedded by the engine of this fingerprint, if there is one, or else by the configured
    /// one. Calls must not overlap.
    ///
    /// @return false when there is none
    public boolean answerWith(String fingerprint) {
        EmbeddingEngine before = answering;
        if (!before.fingerprint().equals(fingerprint)) {
            answering = configured.fingerprint().equals(fingerprint)
                    ? configured
                    : library.open(fingerprint).orElse(configured);
            if (before != configured) {
                before.close(); // finishes what runs; a question that came a moment too late is refused
            }
        }
        LOG.debug("Questions are embedded by {}", answering.fingerprint());
        return answering.fingerprint().equals(fingerprint);
    }

    /// The engine that is configured, for questions too.
    public EmbeddingEngine configured() {
        return configured;
    }

    @Override
    public EmbeddedQuestion question(String text) {
        return answered(engine -> engine.question(text));
    }

    @Override
    public Optional<TokenVectors> questionTokens(String text) {
        return answered(engine -> engine.questionTokens(text));
    }

    /// Of passages that are compared with a question.
    @Override
    public List<TokenCodes> tokenCodes(List<String> texts) {
        return answered(engine -> engine.tokenCodes(texts));
    }

    private <T> T answered(Function<EmbeddingEngine, T> asking) {
        EmbeddingEngine engine = answering;
        try {
            return asking.apply(engine);
        } catch (IllegalStateException e) {
            if (engine == answering) {
                throw e;
            }
            return asking.apply(answering); // it was closed in between
        }
    }

    @Override
    public void embedPassages(List<String> texts, VectorsMade made) {
        configured.embedPassages(texts, made);
    }

    @Override
    public float[] embedQuestion(String text) {
        return question(text).vector();
    }

    /// Of passages, which the configured one embeds.
    @Override
    public boolean givesTokens() {
        return configured.givesTokens();
    }

    @Override
    public List<Embedding> embedPassagesWithTokens(List<String> texts) {
        return configured.embedPassagesWithTokens(texts);
    }

    @Override
    public double denseWeight() {
        return answering.denseWeight();
    }

    @Override
    public String fingerprint() {
        return configured.fingerprint();
    }

    @Override
    public int dimensions() {
        return configured.dimensions();
    }

    @Override
    public int maxTokens() {
        return configured.maxTokens();
    }

    @Override
    public String tokenizer() {
        return configured.tokenizer();
    }

    @Override
    public List<float[]> embedPassages(List<String> texts) {
        return configured.embedPassages(texts);
    }

    @Override
    public int waitingPassages() {
        return configured.waitingPassages();
    }

    @Override
    public TokenOffsets tokenize(String text) {
        return configured.tokenize(text);
    }

    @Override
    public void close() {
        if (answering != configured) {
            answering.close();
        }
        configured.close();
    }
}
