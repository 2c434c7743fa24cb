package io.tabletalk.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tabletalk.chat.WordVectors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassageEmbedderTest {

    @TempDir
    private Path directory;

    private final List<String> embedded = new ArrayList<>();
    private final WordVectors words = new WordVectors();
    private LocalEmbeddingCache cache;
    private PassageEmbedder embedder;

    @BeforeEach
    void open() {
        cache = new LocalEmbeddingCache(directory.resolve("embeddings.db"), 100);
        embedder = new PassageEmbedder(new Recording(), cache);
    }

    @AfterEach
    void close() {
        cache.close();
    }

    @Test
    void onlyWhatWasNeverEmbeddedGoesThroughTheModel() {
        embedder.embed(List.of("red tea", "green tea"));
        embedded.clear();

        List<float[]> vectors = vectors(List.of("green tea", "white tea", "red tea", "white tea"));

        assertThat(embedded).containsExactly("white tea");
        assertThat(vectors)
                .usingRecursiveComparison()
                .isEqualTo(words.embedPassages(List.of("green tea", "white tea", "red tea", "white tea")));
    }

    @Test
    void whatWasForgottenGoesThroughTheModelAgain() {
        embedder.embed(List.of("red tea"));
        cache.forget(List.of(TextHash.of("red tea")));
        embedded.clear();

        embedder.embed(List.of("red tea"));

        assertThat(embedded).containsExactly("red tea");
    }

    @Test
    void tokensAreKeptBesideTheVectors() {
        PassageEmbedder withTokens = new PassageEmbedder(new Recording(), cache, true);
        byte[] codes = withTokens.embed(List.of("red tea")).getFirst().tokens().bytes();
        embedded.clear();

        Embedding kept = withTokens.embed(List.of("red tea")).getFirst();
        assertThat(kept.vector()).isEqualTo(words.embedQuestion("red tea"));
        assertThat(kept.tokens().bytes()).isEqualTo(codes).isNotEmpty();
        assertThat(embedded).isEmpty();
    }

    @Test
    void aVectorIsFoundThoughItsTokensAreNotWantedAnyMore() {
        new PassageEmbedder(new Recording(), cache, true).embed(List.of("red tea"));
        embedded.clear();

        Embedding found = embedder.embed(List.of("red tea")).getFirst();

        assertThat(embedded).isEmpty();
        assertThat(found.vector()).isEqualTo(words.embedQuestion("red tea"));
        assertThat(found.tokens().isKnown()).isFalse();
    }

    @Test
    void veryLongDocumentsHaveNoTokensAndEachKeepsItsOwn() {
        List<String> many = IntStream.range(0, 1_001).mapToObj(n -> "tea " + n).toList();
        PassageEmbedder withTokens = new PassageEmbedder(new Recording(), cache, true);

        List<List<Embedding>> documents =
                withTokens.embedDocuments(List.of(List.of("red tea"), many, List.of(), List.of("green tea", "milk")));

        assertThat(documents).extracting(List::size).containsExactly(1, 1_001, 0, 2);
        assertThat(documents.get(1)).noneMatch(each -> each.tokens().isKnown());
        assertThat(documents.get(3)).allMatch(each -> each.tokens().isKnown());
        assertThat(documents.get(0).getFirst().vector()).isEqualTo(words.embedQuestion("red tea"));
        assertThat(documents.get(1).get(7).vector()).isEqualTo(words.embedQuestion("tea 7"));
        assertThat(documents.get(3).get(1).vector()).isEqualTo(words.embedQuestion("milk"));
    }

    @Test
    void aVectorWhoseTokensWereNotKeptIsMadeAgainWhereTheyAreWanted() {
        embedder.embed(List.of("red tea"));
        embedded.clear();

        new PassageEmbedder(new Recording(), cache, true).embed(List.of("red tea"));

        assertThat(embedded).containsExactly("red tea");
    }

    @Test
    void anEngineThatKnowsOfNoTokensGivesVectorsAlone() {
        PassageEmbedder withTokens = new PassageEmbedder(words, cache, true);

        assertThat(withTokens.embed(List.of("red tea")).getFirst().tokens().isKnown())
                .isFalse();
    }

    @Test
    void noTextsAreNoVectors() {
        assertThat(embedder.embed(List.of())).isEmpty();
        assertThat(embedded).isEmpty();
    }

    @Test
    void embeddingGoesOnWithoutACacheThatFails() {
        PassageEmbedder embedder = new PassageEmbedder(new Recording(), new Broken());

        assertThat(embedder.embed(List.of("red tea"))).hasSize(1);
        assertThat(embedded).containsExactly("red tea");
    }

    @Test
    void whatWasMadeBeforeAFailureIsNotMadeAgain() {
        Recording engine = new Recording() {
            @Override
            public void embedPassages(List<String> texts, VectorsMade made) {
                made.accept(1, embedPassages(texts.subList(1, 2)));
                throw new EmbeddingException("The provider is busy.", true);
            }
        };
        assertThatExceptionOfType(EmbeddingException.class)
                .isThrownBy(() -> new PassageEmbedder(engine, cache).embed(List.of("red tea", "green tea")));
        embedded.clear();

        List<float[]> vectors = vectors(List.of("red tea", "green tea"));

        assertThat(embedded).containsExactly("red tea");
        assertThat(vectors).usingRecursiveComparison().isEqualTo(words.embedPassages(List.of("red tea", "green tea")));
    }

    @Test
    void whatWasMadeWithTokensBeforeAFailureIsNotMadeAgain() {
        List<String> many = IntStream.range(0, 600).mapToObj(n -> "tea " + n).toList();
        Recording engine = new Recording() {
            @Override
            public List<Embedding> embedPassagesWithTokens(List<String> texts) {
                if (!embedded.isEmpty()) {
                    throw new IllegalStateException("The model has failed.");
                }
                return super.embedPassagesWithTokens(texts);
            }
        };
        try (LocalEmbeddingCache large = new LocalEmbeddingCache(directory.resolve("large.db"), 1_000)) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> new PassageEmbedder(engine, large, true).embed(many));
            List<String> made = List.copyOf(embedded);
            embedded.clear();

            new PassageEmbedder(new Recording(), large, true).embed(many);

            assertThat(made).isNotEmpty();
            assertThat(embedded).isNotEmpty().doesNotContainAnyElementsOf(made);
        }
    }

    private List<float[]> vectors(List<String> texts) {
        return embedder.embed(texts).stream().map(Embedding::vector).toList();
    }

    private class Recording implements EmbeddingEngine {

        @Override
        public List<float[]> embedPassages(List<String> texts) {
            embedded.addAll(texts);
            return words.embedPassages(texts);
        }

        @Override
        public boolean givesTokens() {
            return true;
        }

        @Override
        public List<Embedding> embedPassagesWithTokens(List<String> texts) {
            return embedPassages(texts).stream()
                    .map(vector -> new Embedding(vector, new TokenCodes(new byte[] {1, 0, 7})))
                    .toList();
        }

        @Override
        public String fingerprint() {
            return words.fingerprint();
        }

        @Override
        public int dimensions() {
            return words.dimensions();
        }

        @Override
        public int maxTokens() {
            return words.maxTokens();
        }

        @Override
        public float[] embedQuestion(String text) {
            return words.embedQuestion(text);
        }

        @Override
        public TokenOffsets tokenize(String text) {
            return words.tokenize(text);
        }

        @Override
        public void close() {}
    }

    private static final class Broken implements EmbeddingCache {

        @Override
        public Map<TextHash, byte[]> find(String fingerprint, Collection<TextHash> texts) {
            throw new IllegalStateException("unreachable");
        }

        @Override
        public void store(String fingerprint, Map<TextHash, byte[]> made) {
            throw new IllegalStateException("unreachable");
        }

        @Override
        public long forget(Collection<TextHash> texts) {
            throw new IllegalStateException("unreachable");
        }
    }
}
