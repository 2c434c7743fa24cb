package io.tabletalk.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tabletalk.embedding.EmbeddingCache;
import io.tabletalk.embedding.EmbeddingCaches;
import io.tabletalk.embedding.EmbeddingEngineAccess;
import io.tabletalk.embedding.TextHash;
import io.tabletalk.index.SearchQuery.Mode;
import io.tabletalk.retrieval.Reranking;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EvaluationTest {

    @TempDir
    Path collection;

    @BeforeEach
    void writeCollection() throws IOException {
        write("corpus.jsonl", """
                {"_id": "tea", "title": "Assam", "text": "Assam is a malty black tea from India."}
                {"_id": "bike", "title": "", "text": "The cargo bicycle carries two crates."}

                {"_id": "soup", "text": "Minestrone is a thick soup of vegetables."}
                """);
        write("queries.jsonl", """
                {"_id": "q1", "text": "malty tea from India"}
                {"_id": "q2", "text": "cargo bicycle for crates"}
                {"_id": "unjudged", "text": "nobody asks this"}
                """);
        write("qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1\ttea\t1\nq2\tbike\t1\nq2\tsoup\t0\n");
    }

    @ParameterizedTest
    @EnumSource
    void everyModeFindsWhatIsEasyToFind(Mode mode) {
        List<String> progress = new ArrayList<>();
        try (Evaluation evaluation = prepare(QuestionChoice.ALL, EmbeddingCache.NONE, progress::add)) {
            JsonNode json = JsonMapper.builder()
                    .build()
                    .readTree(evaluation.measure(mode).toJson());

            assertThat(json.propertyNames())
                    .containsExactly(
                            "ndcg_at_10",
                            "recall_at_5",
                            "recall_at_100",
                            "mrr_at_10",
                            "queries",
                            "documents",
                            "ms_per_query",
                            "mode",
                            "rerank",
                            "embedding");
            assertThat(json.get("ndcg_at_10").doubleValue()).isEqualTo(1);
            assertThat(json.get("queries").intValue()).isEqualTo(2);
            assertThat(json.get("documents").intValue()).isEqualTo(3);
            assertThat(json.get("embedding").stringValue()).startsWith("all-MiniLM-L6-v2/int8");
            assertThat(json.get("mode").stringValue()).isEqualTo(mode.name().toLowerCase(java.util.Locale.ROOT));
        }
        assertThat(progress).last().asString().startsWith("3 documents, 3 passages");
    }

    @Test
    void aWayIsComparedWithTheBestOfThoseBeforeIt() throws IOException {
        write("queries.jsonl", """
                {"_id": "q1", "text": "malty tea from India"}
                {"_id": "q2", "text": "nothing of what stands there"}
                """);
        try (Evaluation evaluation = prepare(QuestionChoice.ALL, EmbeddingCache.NONE, line -> {})) {
            EvaluationResult meaning = evaluation.measure(Mode.DENSE);
            EvaluationResult words = evaluation.measure(Mode.KEYWORD);
            EvaluationResult again = evaluation.measure(Mode.DENSE, Reranking.LATE_INTERACTION);
            EvaluationResult both = evaluation.measure(Mode.HYBRID);

            assertThat(meaning.baseline()).isNull();
            assertThat(words.baseline()).isEqualTo("dense");
            assertThat(words.difference()).isNegative();
            assertThat(words.pValue()).isEqualTo(1);
            assertThat(again.baseline()).isEqualTo("dense");
            String bestBefore = again.ndcgAt10() > meaning.ndcgAt10() ? "dense late-interaction" : "dense";
            assertThat(both.baseline()).isEqualTo(bestBefore);
            assertThat(words.toJson()).contains("\"baseline\":\"dense\"", "\"difference\":-0.", "\"p_value\":1.0");
        }
    }

    @Test
    void onlyTheQuestionsOfTheJudgementsNamedAreAsked() throws IOException {
        write("qrels/train.tsv", "query-id\tcorpus-id\tscore\nunjudged\tsoup\t1\n");

        try (Evaluation evaluation = prepare(new QuestionChoice("train", 0, 0), EmbeddingCache.NONE, line -> {})) {
            assertThat(evaluation.measure(Mode.KEYWORD).queries()).isEqualTo(1);
        }
    }

    @Test
    void vectorsThatWereKeptAreNotMadeAgain(@TempDir Path directory) {
        Path file = directory.resolve("vectors.db");
        try (EmbeddingCache cache = EmbeddingCaches.open(file)) {
            prepare(QuestionChoice.ALL, cache, line -> {}).close();
        }
        List<Integer> asked = new ArrayList<>();
        try (EmbeddingCache cache = EmbeddingCaches.open(file);
                Evaluation ignored = prepare(QuestionChoice.ALL, storingSizes(cache, asked), line -> {})) {
            assertThat(asked).isEmpty();
        }
    }

    private static EmbeddingCache storingSizes(EmbeddingCache cache, List<Integer> sizes) {
        return new EmbeddingCache() {

            @Override
            public Map<TextHash, byte[]> find(String fingerprint, Collection<TextHash> texts) {
                return cache.find(fingerprint, texts);
            }

            @Override
            public void store(String fingerprint, Map<TextHash, byte[]> made) {
                sizes.add(made.size());
            }

            @Override
            public long forget(Collection<TextHash> texts) {
                return cache.forget(texts);
            }
        };
    }

    @Test
    void missingFileIsNamed() throws IOException {
        Files.delete(collection.resolve("queries.jsonl"));

        assertRefused("queries.jsonl", "BEIR");
    }

    @Test
    void brokenLineIsNamed() throws IOException {
        write("corpus.jsonl", "{\"_id\": \"1\", \"text\": \"fine\"}\n{\"_id\": \n");

        assertRefused("corpus.jsonl line 2", "JSON");
    }

    @Test
    void missingFieldIsNamed() throws IOException {
        write("corpus.jsonl", "{\"_id\": \"1\"}\n");

        assertRefused("corpus.jsonl line 1", "'text'");
    }

    @Test
    void judgementOfAnUnknownQueryIsRefused() throws IOException {
        write("qrels/test.tsv", "query-id\tcorpus-id\tscore\nnone\ttea\t1\n");

        assertRefused("'none'");
    }

    @Test
    void malformedJudgementIsRefused() throws IOException {
        write("qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1\ttea\tmuch\n");
        assertRefused("test.tsv line 2", "'much'");

        write("qrels/test.tsv", "q1 tea 1\n");
        assertRefused("test.tsv line 1", "tabs");
    }

    @Test
    void collectionWithoutRelevantDocumentsIsRefused() throws IOException {
        write("qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1\ttea\t0\n");

        assertRefused("no relevant document");
    }

    @Test
    void fileThatIsNotUtf8IsRefused() throws IOException {
        Files.write(collection.resolve("queries.jsonl"), "{\"_id\": \"é\"}".getBytes(StandardCharsets.ISO_8859_1));

        assertRefused("queries.jsonl", "UTF-8");
    }

    private Evaluation prepare(QuestionChoice choice, EmbeddingCache cache, Consumer<String> progress) {
        return Evaluation.prepare(collection, choice, EmbeddingEngineAccess::open, cache, true, progress);
    }

    private void assertRefused(String... parts) {
        assertThatExceptionOfType(EvaluationException.class)
                .isThrownBy(() -> prepare(QuestionChoice.ALL, EmbeddingCache.NONE, line -> {}))
                .satisfies(refusal -> assertThat(refusal.getMessage()).contains(parts));
    }

    private void write(String name, String content) throws IOException {
        Path file = collection.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
