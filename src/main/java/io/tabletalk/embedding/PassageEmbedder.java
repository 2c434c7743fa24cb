package io.tabletalk.embedding;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives the vectors of passages, and codes of their tokens where these are wanted: from the cache those of texts that
/// were embedded before, from the engine the others. Safe for use by several threads.
public final class PassageEmbedder {

    private static final Logger LOG = LoggerFactory.getLogger(PassageEmbedder.class);

    /// Behind the fingerprint of the engine, where codes are kept beside vectors.
    private static final String TOKENS = "/" + TokenCodes.FORM;

    /// Passages of a document that get codes. All codes of a document are in memory at once: of so many passages of 256
    /// tokens of 384 numbers, 13 MB; of 512 tokens of 1,024 numbers, 66 MB.
    private static final int MOST_WITH_TOKENS = 1_000;

    /// Passages that go to the engine at once when codes are wanted: enough to be grouped by length, few enough to be
    /// copied for the cache.
    private static final int PART = 512;

    private final EmbeddingEngine engine;
    private final EmbeddingCache cache;
    private final boolean tokens;

    /// One that gives no codes of tokens.
    public PassageEmbedder(EmbeddingEngine engine, EmbeddingCache cache) {
        this(engine, cache, false);
    }

    /// @param tokens whether codes of tokens are wanted, where the engine gives them
    public PassageEmbedder(EmbeddingEngine engine, EmbeddingCache cache, boolean tokens) {
        this.engine = engine;
        this.cache = cache;
        this.tokens = tokens;
    }

    /// @see EmbeddingEngine#fingerprint()
    public String fingerprint() {
        return engine.fingerprint();
    }

    /// What the engine makes of passages, in the order of the texts. Blocks the caller until all are done. When the
    /// engine
    /// fails, the cache keeps what it has made until then.
    public List<Embedding> embed(List<String> texts) {
        return embed(texts, tokens && engine.givesTokens());
    }

    /// The same of the passages of documents, each document by itself; the passages of all that are not very long go to
    /// the
    /// engine together, which may order and group them as suits it. Very long documents get no codes of tokens. All
    /// that is
    /// made is in memory at once, so the caller limits how many passages these are.
    public List<List<Embedding>> embedDocuments(List<List<String>> documents) {
        Iterator<Embedding> usual = embed(documents.stream()
                        .filter(document -> !isVeryLong(document))
                        .flatMap(List::stream)
                        .toList())
                .iterator();
        return documents.stream()
                .map(document -> isVeryLong(document)
                        ? embed(document, false)
                        : document.stream().map(text -> usual.next()).toList())
                .toList();
    }

    private static boolean isVeryLong(List<String> document) {
        return document.size() > MOST_WITH_TOKENS;
    }

    private List<Embedding> embed(List<String> texts, boolean withTokens) {
        List<TextHash> hashes = texts.stream().map(TextHash::of).toList();
        Map<TextHash, Embedding> made = new HashMap<>(held(hashes, withTokens));
        Map<TextHash, String> missing = new LinkedHashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            if (!made.containsKey(hashes.get(i))) {
                missing.put(hashes.get(i), texts.get(i));
            }
        }
        if (!missing.isEmpty()) {
            embed(missing, withTokens, part -> {
                keep(part, withTokens);
                made.putAll(part);
            });
        }
        return hashes.stream().map(made::get).toList();
    }

    private void embed(Map<TextHash, String> texts, boolean withTokens, Consumer<Map<TextHash, Embedding>> made) {
        List<TextHash> hashes = List.copyOf(texts.keySet());
        List<String> missing = List.copyOf(texts.values());
        if (withTokens) {
            for (int from = 0; from < missing.size(); from += PART) {
                int to = Math.min(from + PART, missing.size());
                made.accept(
                        byHash(hashes.subList(from, to), engine.embedPassagesWithTokens(missing.subList(from, to))));
            }
        } else {
            engine.embedPassages(
                    missing,
                    (from, part) -> made.accept(byHash(
                            hashes.subList(from, from + part.size()),
                            part.stream().map(Embedding::new).toList())));
        }
    }

    private static Map<TextHash, Embedding> byHash(List<TextHash> hashes, List<Embedding> embeddings) {
        Map<TextHash, Embedding> byHash = new HashMap<>();
        for (int i = 0; i < hashes.size(); i++) {
            byHash.put(hashes.get(i), embeddings.get(i));
        }
        return byHash;
    }

    private Map<TextHash, Embedding> held(List<TextHash> hashes, boolean withTokens) {
        try {
            Map<TextHash, Embedding> held = new HashMap<>();
            if (!withTokens) {
                cache.find(engine.fingerprint(), hashes)
                        .forEach((hash, bytes) -> held.put(hash, new Embedding(VectorBytes.floats(bytes))));
            }
            List<TextHash> missing =
                    hashes.stream().filter(hash -> !held.containsKey(hash)).toList();
            if (withTokens || (engine.givesTokens() && !missing.isEmpty())) {
                cache.find(engine.fingerprint() + TOKENS, missing)
                        .forEach((hash, bytes) -> held.put(hash, read(bytes, withTokens)));
            }
            return held;
        } catch (RuntimeException e) {
            LOG.warn("The embedding cache cannot be read; {} texts are embedded without it", hashes.size(), e);
            return Map.of();
        }
    }

    private static Embedding read(byte[] bytes, boolean withTokens) {
        Embedding embedding = EmbeddingBytes.read(bytes);
        return withTokens ? embedding : new Embedding(embedding.vector());
    }

    private void keep(Map<TextHash, Embedding> made, boolean withTokens) {
        try {
            Map<TextHash, byte[]> bytes = new HashMap<>();
            made.forEach((hash, embedding) ->
                    bytes.put(hash, withTokens ? EmbeddingBytes.of(embedding) : VectorBytes.of(embedding.vector())));
            cache.store(engine.fingerprint() + (withTokens ? TOKENS : ""), bytes);
        } catch (RuntimeException e) {
            LOG.warn("The embedding cache cannot be written; {} vectors are not kept in it", made.size(), e);
        }
    }
}
