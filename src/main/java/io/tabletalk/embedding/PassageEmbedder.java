package io.tabletalk.embedding;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives the vectors of passages: from the cache those of texts that were embedded before, from the engine the others.
/// Safe for use by several threads.
public final class PassageEmbedder {

    private static final Logger LOG = LoggerFactory.getLogger(PassageEmbedder.class);

    private final EmbeddingEngine engine;
    private final EmbeddingCache cache;

    public PassageEmbedder(EmbeddingEngine engine, EmbeddingCache cache) {
        this.engine = engine;
        this.cache = cache;
    }

    /// @see EmbeddingEngine#fingerprint()
    public String fingerprint() {
        return engine.fingerprint();
    }

    /// Vectors in the order of the texts. Blocks the caller until all are done. When the engine fails, the cache keeps what
    /// it has made until then.
    public List<float[]> embed(List<String> texts) {
        List<TextHash> hashes = texts.stream().map(TextHash::of).toList();
        Map<TextHash, float[]> vectors = new HashMap<>(held(hashes));
        Map<TextHash, String> missing = new LinkedHashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            if (!vectors.containsKey(hashes.get(i))) {
                missing.put(hashes.get(i), texts.get(i));
            }
        }
        if (!missing.isEmpty()) {
            embed(missing, vectors);
        }
        return hashes.stream().map(vectors::get).toList();
    }

    private void embed(Map<TextHash, String> texts, Map<TextHash, float[]> vectors) {
        List<TextHash> hashes = List.copyOf(texts.keySet());
        engine.embedPassages(List.copyOf(texts.values()), (from, part) -> {
            Map<TextHash, float[]> made = new HashMap<>();
            for (int i = 0; i < part.size(); i++) {
                made.put(hashes.get(from + i), part.get(i));
            }
            keep(made);
            vectors.putAll(made);
        });
    }

    private Map<TextHash, float[]> held(List<TextHash> hashes) {
        try {
            return cache.find(engine.fingerprint(), hashes);
        } catch (RuntimeException e) {
            LOG.warn("The embedding cache cannot be read; {} texts are embedded without it", hashes.size(), e);
            return Map.of();
        }
    }

    private void keep(Map<TextHash, float[]> vectors) {
        try {
            cache.store(engine.fingerprint(), vectors);
        } catch (RuntimeException e) {
            LOG.warn("The embedding cache cannot be written; {} vectors are not kept in it", vectors.size(), e);
        }
    }
}
