package io.tabletalk.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tabletalk.embedding.Embedding;
import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.embedding.EmbeddingEngine.TokenVectors;
import io.tabletalk.embedding.TokenCodes;
import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.index.DocumentUpdate.EmbeddedPassage;
import io.tabletalk.index.Hit;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.index.SearchQuery;
import io.tabletalk.index.SearchQuery.Mode;
import io.tabletalk.index.lucene.LuceneIndexes;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.Metadata;
import io.tabletalk.knowledge.Passage;
import io.tabletalk.knowledge.Place;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.knowledge.SourcePosition;
import io.tabletalk.testing.Engines;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LateInteractionTest {

    private static final EmbeddingEngine ENGINE = Engines.miniLm();
    private static final double DENSE_WEIGHT = ENGINE.denseWeight();
    private static final SourceId TEA = new SourceId("tea");

    @TempDir
    Path directory;

    private KnowledgeIndex index;

    @BeforeEach
    void openIndex() {
        index = LuceneIndexes.open(directory, ENGINE);
    }

    @AfterEach
    void closeIndex() {
        index.close();
    }

    @Test
    void passageWhoseWordsAnswerTheQuestionComesFirst() {
        apply("The Heron carries two crates.", "Assam is a malty black tea.", "Assam lies in the north of India.");
        List<Hit> found = search("Where is Assam situated?");

        List<Hit> reranked =
                Reranking.LATE_INTERACTION.open(ENGINE, index).rerank("Where is Assam situated?", found.reversed());

        assertThat(reranked).containsExactlyInAnyOrderElementsOf(found);
        assertThat(reranked.getFirst().passage().text()).isEqualTo("Assam lies in the north of India.");
    }

    @Test
    void tokensThatTheIndexHoldsAreComparedAsThoseComputedAnew() {
        String[] texts = {"Assam is a malty black tea.", "The Heron carries two crates.", "Assam lies in India."};
        String question = "Where is Assam situated?";
        applyWithTokens(texts);
        List<Hit> stored = search(question);
        assertThat(stored).hasSize(3).allMatch(hit -> hit.tokens().isKnown());
        List<Hit> reordered = rerank(Reranking.AUTO, question, stored.reversed());

        apply(texts);
        List<Hit> unknown = search(question);

        assertThat(unknown).hasSize(3).noneMatch(hit -> hit.tokens().isKnown());
        assertThat(passages(rerank(Reranking.LATE_INTERACTION, question, unknown.reversed())))
                .isEqualTo(passages(reordered))
                .first()
                .extracting(Passage::text)
                .isEqualTo("Assam lies in India.");
    }

    @Test
    void byItselfNothingIsComputedAnew() {
        String question = "Where is Assam situated?";
        apply("The Heron carries two crates.", "Assam is malty.", "Assam lies in India.");
        List<Hit> found = search(question).reversed();

        assertThat(rerank(Reranking.AUTO, question, found)).isEqualTo(found);
        assertThat(rerank(Reranking.OFF, question, found)).isEqualTo(found);
        assertThat(passages(rerank(Reranking.LATE_INTERACTION, question, found)))
                .first()
                .extracting(Passage::text)
                .isEqualTo("Assam lies in India.");
    }

    @Test
    void aPassageWhoseTokensAreNotKnownIsTakenToBeAsLikeAsTheOthers() {
        applyWithTokens("Assam lies in India.", "The Heron carries two crates.", "Assam is malty.");
        List<Hit> found = search("Where is Assam situated?");
        Hit answer = scored(hit(found, "Assam lies in India."), 0.5);
        Hit other = scored(hit(found, "The Heron carries two crates."), 0.5);
        Hit unknown = scored(hit(found, "Assam is malty."), 0.5, TokenCodes.UNKNOWN);

        assertThat(rerank(Reranking.AUTO, "Where is Assam situated?", List.of(unknown, other, answer)))
                .containsExactly(answer, unknown, other);
    }

    private static Hit hit(List<Hit> found, String text) {
        return found.stream()
                .filter(hit -> hit.passage().text().equals(text))
                .findFirst()
                .orElseThrow();
    }

    private List<Hit> rerank(Reranking reranking, String question, List<Hit> hits) {
        return reranking.open(ENGINE, index).rerank(question, hits);
    }

    private static List<Passage> passages(List<Hit> hits) {
        return hits.stream().map(Hit::passage).toList();
    }

    @Test
    void whatTheSearchSaysStillCounts() {
        apply("The Heron carries two crates.", "Assam lies in the north of India.");
        List<Hit> found = search("Where is Assam situated?");
        Hit answer = found.getFirst();
        Hit other = found.getLast();

        // Likeness counts 1.5 times as much as a cosine, here 0.57 at most: less than the lead of the second case.
        assertThat(rerank(scored(other, 0.5), scored(answer, 0.5))).containsExactly(answer.passage(), other.passage());
        assertThat(rerank(scored(other, 1.5), scored(answer, 0.5))).containsExactly(other.passage(), answer.passage());
    }

    private List<Passage> rerank(Hit first, Hit second) {
        return Reranking.LATE_INTERACTION
                .open(ENGINE, index)
                .rerank("Where is Assam situated?", List.of(first, second))
                .stream()
                .map(Hit::passage)
                .toList();
    }

    private static Hit scored(Hit hit, double score) {
        return scored(hit, score, hit.tokens());
    }

    private static Hit scored(Hit hit, double score, TokenCodes tokens) {
        return new Hit(
                hit.key(),
                hit.title(),
                hit.metadata(),
                hit.passage(),
                hit.position(),
                score,
                hit.cosine(),
                hit.keyword(),
                hit.ranks(),
                List.of(),
                List.of(),
                DENSE_WEIGHT,
                tokens);
    }

    @Test
    void resultsBehindTheThirtiethKeepTheirPlaces() {
        String[] texts = new String[40];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = "Tea number " + i + " tastes of " + (i % 2 == 0 ? "malt." : "grass.");
        }
        apply(texts);
        List<Hit> found = search("Which tea tastes of malt?");

        List<Hit> reranked = Reranking.LATE_INTERACTION.open(ENGINE, index).rerank("Which tea tastes of malt?", found);

        assertThat(reranked).hasSize(40).containsExactlyInAnyOrderElementsOf(found);
        assertThat(reranked.subList(30, 40)).isEqualTo(found.subList(30, 40));
    }

    @Test
    void anythingMayBeAsked() {
        apply("Assam.", "", "A".repeat(3_000));

        for (String question : List.of("", " ", "?", "🚲", "the of and", "x ".repeat(2_000))) {
            List<Hit> found = search(question);
            assertThat(Reranking.LATE_INTERACTION.open(ENGINE, index).rerank(question, found))
                    .containsExactlyInAnyOrderElementsOf(found);
        }
        assertThat(Reranking.LATE_INTERACTION.open(ENGINE, index).rerank("none", List.of()))
                .isEmpty();
    }

    @Test
    void tokensAreThoseOfTheQuestionAndOfLengthOne() {
        TokenVectors tokens = ENGINE.questionTokens("Assam is malty.").orElseThrow();

        assertThat(tokens.count()).isEqualTo(ENGINE.tokenize("Assam is malty.").count());
        assertThat(tokens.starts()[0]).isZero();
        assertThat(tokens.ends()[tokens.count() - 1]).isEqualTo("Assam is malty.".length());
        for (float[] vector : tokens.vectors()) {
            double squares = 0;
            for (float value : vector) {
                squares += (double) value * value;
            }
            assertThat(squares).isBetween(0.999, 1.001);
        }
        assertThat(ENGINE.questionTokens("x ".repeat(500)).orElseThrow().count())
                .isEqualTo(ENGINE.maxTokens() - 2);
    }

    @Test
    void rareWordsWeighMoreThanFrequentOnes() {
        apply("Tea with milk.", "Tea with sugar.", "Tea with cardamom.");

        List<Double> rarity = index.rarity(List.of("cardamom", "tea", "with", "unheard", "?"));

        assertThat(rarity.get(0)).isGreaterThan(rarity.get(1));
        assertThat(rarity.get(1)).isEqualTo(rarity.get(2)).isEqualTo(rarity.get(4));
        assertThat(rarity.get(3)).isEqualTo(rarity.get(0));
    }

    @Test
    void unknownKindIsToldWithTheValidOnes() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new RetrievalSettings("always"))
                .withMessage("There is no re-ranking 'always'. Valid are off, auto, late-interaction.");
        assertThat(new RetrievalSettings("Late-Interaction").reranking()).isEqualTo(Reranking.LATE_INTERACTION);
    }

    private List<Hit> search(String question) {
        SearchQuery query =
                new SearchQuery(question, ENGINE.embedQuestion(question), Mode.HYBRID, 40, Optional.empty());
        return index.search(Reranking.AUTO.open(ENGINE, index).widened(query));
    }

    private void apply(String... texts) {
        apply(
                texts,
                ENGINE.embedPassages(List.of(texts)).stream()
                        .map(Embedding::new)
                        .toList());
    }

    private void applyWithTokens(String... texts) {
        apply(texts, ENGINE.embedPassagesWithTokens(List.of(texts)));
    }

    private void apply(String[] texts, List<Embedding> embeddings) {
        List<EmbeddedPassage> passages = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            Passage passage = new Passage(i, "", texts[i], Place.WHOLE.at(0, texts[i].length()));
            passages.add(new EmbeddedPassage(passage, embeddings.get(i)));
        }
        index.apply(List.of(new DocumentUpdate.Replace(
                new DocumentKey(TEA, "1"),
                SourcePosition.readAt(Instant.EPOCH),
                "1",
                "Tea",
                Metadata.EMPTY,
                passages)));
    }
}
