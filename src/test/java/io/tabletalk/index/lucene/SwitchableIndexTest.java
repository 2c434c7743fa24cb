package io.tabletalk.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.tabletalk.embedding.EmbeddedQuestion;
import io.tabletalk.embedding.EmbeddingCache;
import io.tabletalk.embedding.PassageEmbedder;
import io.tabletalk.embedding.SwitchableEngine;
import io.tabletalk.health.Health;
import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.index.DocumentUpdate.EmbeddedPassage;
import io.tabletalk.index.Hit;
import io.tabletalk.index.IndexException;
import io.tabletalk.index.IndexedDocument;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.index.KnowledgeIndexContractTest;
import io.tabletalk.index.ReembeddingProgress;
import io.tabletalk.index.ReembeddingProgress.State;
import io.tabletalk.index.SearchQuery;
import io.tabletalk.index.SearchQuery.Mode;
import io.tabletalk.knowledge.Passage;
import io.tabletalk.knowledge.Place;
import io.tabletalk.testing.Engines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An index whose model is replaced by another.
class SwitchableIndexTest extends KnowledgeIndexContractTest {

    private static final int DOCUMENTS = 60;

    @TempDir
    private Path directory;

    private final WordEngine oldModel = new WordEngine("old", 64);
    private final WordEngine newModel = new WordEngine("new", 48);
    private final List<SwitchableIndex> opened = new ArrayList<>();
    private boolean tokens;
    private SwitchableEngine engine = new SwitchableEngine(oldModel, fingerprint -> Optional.empty());

    /// The contract, with the model that it searches by.
    @Override
    protected KnowledgeIndex open() {
        SwitchableEngine miniLm = new SwitchableEngine(Engines.miniLm(), fingerprint -> Optional.empty());
        return new SwitchableIndex(
                new IndexFolders(directory.resolve("contract")),
                miniLm,
                new PassageEmbedder(miniLm, EmbeddingCache.NONE),
                Language.ENGLISH);
    }

    private SwitchableIndex open(WordEngine configured, WordEngine... others) {
        engine = new SwitchableEngine(
                configured,
                fingerprint -> Stream.of(others)
                        .filter(other -> other.fingerprint().equals(fingerprint))
                        .map(other -> (io.tabletalk.embedding.EmbeddingEngine) other)
                        .findFirst());
        SwitchableIndex index = new SwitchableIndex(
                new IndexFolders(directory.resolve("index")),
                engine,
                new PassageEmbedder(engine, EmbeddingCache.NONE, tokens),
                Language.ENGLISH);
        opened.add(index);
        return index;
    }

    @AfterEach
    void closeAll() {
        newModel.onEmbed = text -> {};
        opened.forEach(SwitchableIndex::close);
    }

    private void fill() {
        SwitchableIndex index = open(oldModel);
        for (int i = 0; i < DOCUMENTS; i++) {
            index.apply(List.of(document(oldModel, "d" + i, 1, "Passage " + i + " of good tea.")));
        }
        index.close();
    }

    @Test
    void newVectorsComeWithTheTokensThatAreWanted() {
        fill();
        tokens = true;
        SwitchableIndex index = open(newModel, oldModel);

        index.start();
        awaitUpToDate(index);

        EmbeddedQuestion question = engine.question("good tea");
        SearchQuery query = new SearchQuery("good tea", question.vector(), Mode.HYBRID, 10, Optional.empty());
        assertThat(index.search(query.by(question.fingerprint()).withTokens(10)))
                .hasSize(10)
                .allMatch(hit -> hit.tokens().dimensions() == newModel.dimensions());
    }

    @Test
    void tokensAreThoseOfTheModelThatTheIndexHolds() {
        fill();
        SwitchableIndex index = open(newModel, oldModel);
        assertThat(tokenDimensions()).containsOnly(oldModel.dimensions());

        index.start();
        awaitUpToDate(index);

        assertThat(tokenDimensions()).containsOnly(newModel.dimensions());
    }

    /// Of a question and of passages that are compared with it.
    private List<Integer> tokenDimensions() {
        return List.of(
                engine.questionTokens("good tea").orElseThrow().vectors()[0].length,
                engine.tokenCodes(List.of("Good tea.")).getFirst().dimensions());
    }

    @Test
    void ofLongDocumentsFewAreInMemoryAtOnce() {
        tokens = true;
        int each = 300;
        SwitchableIndex before = open(oldModel);
        for (int i = 0; i < 8; i++) {
            before.apply(List.of(longDocument("d" + i, each)));
        }
        before.close();
        SwitchableIndex index = open(newModel, oldModel);
        AtomicLong most = new AtomicLong();
        newModel.onEmbed = text -> most.accumulateAndGet(
                newModel.embedded.size() - each * index.progress().done(), Math::max);

        index.start();
        awaitUpToDate(index);

        assertThat(most.get()).isBetween(1L, 1_000L);
    }

    private DocumentUpdate.Replace longDocument(String key, int passages) {
        DocumentUpdate.Replace one = document(oldModel, key, 1, "Good tea.");
        return new DocumentUpdate.Replace(
                one.key(),
                one.position(),
                one.contentHash(),
                one.title(),
                one.metadata(),
                IntStream.range(0, passages)
                        .mapToObj(n -> new Passage(n, "", "Tea " + n + " of " + key, Place.WHOLE))
                        .map(passage -> new EmbeddedPassage(passage, oldModel.embedQuestion(passage.embeddedText())))
                        .toList());
    }

    @Test
    void theBookmarkGoesOverToTheIndexThatReplacesAnother() {
        SwitchableIndex before = open(oldModel);
        before.apply(List.of(document(oldModel, "a", 1, "Good tea.")), "at 1");
        before.close();
        SwitchableIndex index = open(newModel, oldModel);
        assertThat(index.bookmark()).contains("at 1");

        index.start();
        awaitUpToDate(index);
        assertThat(index.bookmark()).contains("at 1");

        index.apply(List.of(document(newModel, "b", 1, "Better tea.")), "at 2");
        index.close();
        assertThat(open(newModel).bookmark()).contains("at 2");
    }

    @Test
    void searchesAreRefusedForAsLongAsThereIsAReason() {
        SwitchableIndex index = open(oldModel);
        index.apply(List.of(document(oldModel, "a", 1, "Good tea.")));
        AtomicReference<String> reason = new AtomicReference<>("half of it is missing");
        index.refuseSearches(() -> Optional.ofNullable(reason.get()));

        assertThatExceptionOfType(IndexException.class)
                .isThrownBy(() -> cosineOfFirst(index, "tea"))
                .withMessageContaining("half of it is missing");
        reason.set(null);
        assertThat(cosineOfFirst(index, "Good tea.")).isGreaterThan(0.999);
    }

    @Test
    void oldModelAnswersUntilTheNewOneHasItsVectors() throws Exception {
        fill();
        SwitchableIndex index = open(newModel, oldModel);

        assertThat(index.progress()).isEqualTo(new ReembeddingProgress(State.NEEDED, "old", "new", 0, DOCUMENTS, null));
        assertThat(index.check().state()).isEqualTo(Health.State.DEGRADED);
        assertThat(index.check().message()).contains("old", "new", "./tabletalk reembed");
        assertThat(cosineOfFirst(index, "Passage 7 of good tea.")).isGreaterThan(0.999);

        CountDownLatch gate = new CountDownLatch(1);
        newModel.onEmbed = text -> awaitQuietly(gate);
        assertThat(index.start().state()).isEqualTo(State.RUNNING);
        assertThat(cosineOfFirst(index, "Passage 7 of good tea.")).isGreaterThan(0.999);
        gate.countDown();
        awaitUpToDate(index);

        assertThat(index.check().isUp()).isTrue();
        assertThat(engine.question("tea").fingerprint()).isEqualTo("new");
        assertThat(oldModel.closed).isTrue();
        assertThat(cosineOfFirst(index, "Passage 7 of good tea.")).isGreaterThan(0.999);
        await().untilAsserted(() -> assertThat(folders()).containsExactly("index-2"));
        assertThat(newModel.embedded).hasSize(DOCUMENTS);

        index.close();
        SwitchableIndex reopened = open(newModel);
        assertThat(reopened.progress().state()).isEqualTo(State.UP_TO_DATE);
        assertThat(reopened.documentCount()).isEqualTo(DOCUMENTS);
        assertThat(hash(reopened, "d3")).isEqualTo("hash of d3 at 1");
    }

    @Test
    void withoutTheOldModelItAnswersByWordsAloneAndSaysSo() {
        fill();
        SwitchableIndex index = open(newModel);

        List<Hit> hits = search(index, "Passage 7", Mode.HYBRID);

        assertThat(hits.getFirst().key().key()).isEqualTo("d7");
        assertThat(hits).allSatisfy(hit -> assertThat(hit.cosine()).isZero());
        assertThatExceptionOfType(IndexException.class)
                .isThrownBy(() -> search(index, "Passage 7", Mode.DENSE))
                .withMessageContaining("made with the embedding old, and new is configured")
                .withMessageContaining("./tabletalk reembed");
        assertThat(index.check().message()).contains("by words alone");
        index.start();
        awaitUpToDate(index);
        assertThat(cosineOfFirst(index, "Passage 7 of good tea.")).isGreaterThan(0.999);
    }

    @Test
    void whatChangesMeanwhileIsAsItShouldBeAfterwards() {
        fill();
        SwitchableIndex index = open(newModel, oldModel);
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        newModel.onEmbed = text -> {
            reached.countDown();
            awaitQuietly(gate);
        };
        index.start();
        awaitQuietly(reached);
        // What is embedded now was read before; all of these may be among it.
        for (int i = 0; i < 20; i++) {
            index.apply(List.of(removed("d" + i, 2)));
        }
        for (int i = 20; i < 40; i++) {
            index.apply(List.of(document(newModel, "d" + i, 2, "Changed " + i + " to coffee.")));
        }
        index.apply(List.of(document(newModel, "added", 2, "Added cocoa.")));
        assertThat(search(index, "cocoa", Mode.HYBRID).getFirst().key().key())
                .as("found by its words at once")
                .isEqualTo("added");
        assertThat(hash(index, "added")).as("not taken for unfinished").isEqualTo("hash of added at 2");

        gate.countDown();
        awaitUpToDate(index);

        assertThat(index.documentCount()).isEqualTo(DOCUMENTS - 20 + 1);
        assertThat(cosineOfFirst(index, "Changed 25 to coffee.")).isGreaterThan(0.999);
        assertThat(cosineOfFirst(index, "Added cocoa.")).isGreaterThan(0.999);
        assertThat(cosineOfFirst(index, "Passage 50 of good tea.")).isGreaterThan(0.999);
        assertThat(index.read(key(TEA, "d5"))).isEmpty();
    }

    @Test
    void documentsThatCameBeforeItWasAskedForGetTheirVectorsToo() {
        fill();
        SwitchableIndex index = open(newModel, oldModel);
        index.apply(List.of(document(newModel, "early", 2, "Early cocoa.")));
        assertThat(hash(index, "early")).as("is brought again by the next read").isNotEqualTo("hash of early at 2");

        index.start();
        awaitUpToDate(index);

        assertThat(hash(index, "early")).isEqualTo("hash of early at 2");
        assertThat(cosineOfFirst(index, "Early cocoa.")).isGreaterThan(0.999);
    }

    @Test
    void failureIsSaidAndTheNextStartGoesOn() {
        fill();
        SwitchableIndex index = open(newModel, oldModel);
        newModel.onEmbed = text -> {
            if (newModel.embedded.size() >= 30) {
                throw new IllegalStateException("The provider is away");
            }
        };
        index.start();
        await().until(() -> index.progress().state() == State.FAILED);
        assertThat(index.progress().problem()).isEqualTo("The provider is away");
        assertThat(index.check().message()).contains("The provider is away");
        assertThat(cosineOfFirst(index, "Passage 7 of good tea.")).isGreaterThan(0.999);
        int done = newModel.embedded.size();

        newModel.onEmbed = text -> {};
        index.start();
        awaitUpToDate(index);

        assertThat(done).isBetween(1, DOCUMENTS - 1);
        assertThat(newModel.embedded).as("nothing twice").hasSize(DOCUMENTS);
    }

    @Test
    void restartGoesOnWithoutBeingAsked() {
        fill();
        SwitchableIndex first = open(newModel, oldModel);
        stopMidway(first);
        int done = newModel.embedded.size();

        SwitchableIndex second = open(newModel, new WordEngine("old", 64));
        second.resume(false);
        awaitUpToDate(second);

        assertThat(newModel.embedded).as("%d were done before", done).hasSize(DOCUMENTS);
        assertThat(second.documentCount()).isEqualTo(DOCUMENTS);
    }

    @Test
    void nothingHappensUnaskedUnlessItWasSet() {
        fill();
        SwitchableIndex index = open(newModel, oldModel);

        index.resume(false);
        assertThat(index.progress().state()).isEqualTo(State.NEEDED);

        index.resume(true);
        awaitUpToDate(index);
    }

    @Test
    void settingTheModelBackForgetsWhatWasBegun() throws IOException {
        fill();
        SwitchableIndex first = open(newModel, oldModel);
        stopMidway(first);

        SwitchableIndex back = open(new WordEngine("old", 64));

        assertThat(back.progress().state()).isEqualTo(State.UP_TO_DATE);
        assertThat(folders()).hasSize(1);
    }

    @Test
    void questionOfAnotherModelIsNeverComparedWithTheVectors() {
        fill();
        SwitchableIndex index = open(oldModel);
        EmbeddedQuestion foreign = newModel.question("Passage 7");

        List<Hit> hits = index.search(new SearchQuery("Passage 7", foreign.vector(), Mode.HYBRID, 5, Optional.empty())
                .by(foreign.fingerprint()));

        assertThat(hits.getFirst().key().key()).isEqualTo("d7");
        assertThat(hits).allSatisfy(hit -> assertThat(hit.cosine()).isZero());
    }

    private List<Hit> search(SwitchableIndex index, String text, Mode mode) {
        EmbeddedQuestion question = engine.question(text);
        return index.search(
                new SearchQuery(text, question.vector(), mode, 5, Optional.empty()).by(question.fingerprint()));
    }

    private double cosineOfFirst(SwitchableIndex index, String text) {
        return search(index, text, Mode.DENSE).getFirst().cosine();
    }

    private static String hash(SwitchableIndex index, String key) {
        IndexedDocument document = index.find(List.of(key(TEA, key))).get(key(TEA, key));
        return document == null ? "none" : document.contentHash();
    }

    private static DocumentUpdate.Replace document(WordEngine model, String key, long order, String text) {
        DocumentUpdate.Replace plain = replace(TEA, key, order, text);
        return new DocumentUpdate.Replace(
                plain.key(),
                plain.position(),
                "hash of " + key + " at " + order,
                "",
                plain.metadata(),
                plain.passages().stream()
                        .map(embedded -> new EmbeddedPassage(
                                embedded.passage(),
                                model.embedQuestion(embedded.passage().embeddedText())))
                        .toList());
    }

    private static DocumentUpdate removed(String key, long order) {
        return new DocumentUpdate.Remove(key(TEA, key), at(order));
    }

    /// Begins to re-embed and closes the index while some documents are done and others are not.
    private void stopMidway(SwitchableIndex index) {
        CountDownLatch closed = new CountDownLatch(1);
        newModel.onEmbed = text -> {
            if (!newModel.embedded.isEmpty()) {
                awaitQuietly(closed);
            }
        };
        index.start();
        await().until(() -> !newModel.embedded.isEmpty());
        Thread closing = Thread.ofPlatform().start(index::close);
        await().until(() -> closing.getState() == Thread.State.WAITING); // for what is being embedded
        closed.countDown();
        await().until(() -> !closing.isAlive());
        newModel.onEmbed = text -> {};
        assertThat(newModel.embedded).hasSizeBetween(1, DOCUMENTS - 1);
    }

    private static void awaitUpToDate(SwitchableIndex index) {
        await().until(() -> index.progress().state() == State.UP_TO_DATE);
    }

    private Set<String> folders() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .filter(name -> name.startsWith("index"))
                    .collect(Collectors.toSet());
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
