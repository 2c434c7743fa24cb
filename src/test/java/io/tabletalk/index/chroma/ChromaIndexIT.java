package io.tabletalk.index.chroma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.index.Hit;
import io.tabletalk.index.IndexAwayException;
import io.tabletalk.index.IndexException;
import io.tabletalk.index.IndexedDocument;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.index.KnowledgeIndexContractTest;
import io.tabletalk.index.SearchQuery;
import io.tabletalk.index.SearchQuery.Mode;
import io.tabletalk.testing.Chroma;
import io.tabletalk.testing.Engines;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a real server.
class ChromaIndexIT extends KnowledgeIndexContractTest {

    private final String database = Chroma.database();

    @TempDir
    Path directory;

    @Override
    protected KnowledgeIndex open() {
        return open(Chroma.shared().url(), Engines.miniLm().fingerprint());
    }

    private KnowledgeIndex open(URI url, String fingerprint) {
        return TestChroma.open(url, database, fingerprint);
    }

    @Test
    void whatWasAppliedIsThereForAnotherProcess() {
        try (KnowledgeIndex first = open();
                KnowledgeIndex second = open()) {
            first.apply(List.of(replace(TEA, "1", 1, "Assam.")));

            assertThat(second.documentCount(TEA)).isEqualTo(1);
        }
    }

    @Test
    void collectionsOfAnotherEmbeddingAreRefusedWithWhatToDo() {
        try (KnowledgeIndex made = open();
                KnowledgeIndex other = open(Chroma.shared().url(), "word2vec")) {
            made.apply(List.of(replace(TEA, "1", 1, "Assam.")));

            assertThatExceptionOfType(IndexException.class)
                    .isThrownBy(other::documentCount)
                    .withMessageContaining("was made with the embedding all-MiniLM-L6-v2")
                    .withMessageContaining("name another collection");
            assertThat(other.check().isUp()).isFalse();
        }
    }

    @Test
    void moreThanOneCallTakesIsWrittenAndListedWhole() {
        List<DocumentUpdate> many = IntStream.range(0, 2_500)
                .<DocumentUpdate>mapToObj(i -> replace(TEA, "" + i, 1, "Assam " + i % 10))
                .toList();
        try (KnowledgeIndex index = open()) {
            index.apply(many);

            assertThat(index.documentCount()).isEqualTo(2_500);
            assertThat(index.passageCount()).isEqualTo(2_500);
            assertThat(index.documentCount(TEA)).isEqualTo(2_500);
            try (Stream<IndexedDocument> documents = index.documents(TEA)) {
                assertThat(documents.map(document -> document.key().key()).distinct())
                        .hasSize(2_500);
            }
            index.apply(many.stream()
                    .<DocumentUpdate>map(update -> new DocumentUpdate.Remove(update.key(), at(2)))
                    .toList());
            assertThat(index.documentCount()).isZero();
            assertThat(index.passageCount()).isZero();
        }
    }

    @Test
    void aServerThatIsGoneIsToldAndWorkGoesOnWhenItIsBack() throws Exception {
        try (Chroma own = Chroma.start(directory);
                KnowledgeIndex index = open(own.url(), Engines.miniLm().fingerprint())) {
            index.apply(List.of(replace(TEA, "1", 1, "Assam.")));

            own.kill();
            assertThatExceptionOfType(IndexAwayException.class)
                    .isThrownBy(() -> index.apply(List.of(replace(TEA, "2", 1, "Darjeeling."))))
                    .withMessageContaining("does not answer");
            assertThat(index.check().isUp()).isFalse();
            assertThat(index.check().message()).contains(own.url().toString());

            own.restart();
            index.apply(List.of(replace(TEA, "2", 1, "Darjeeling.")));
            assertThat(index.documentCount()).isEqualTo(2);
        }
    }

    @Test
    void aServerThatDoesNotRunYetStopsNothing() throws Exception {
        try (KnowledgeIndex index =
                open(URI.create("http://127.0.0.1:1"), Engines.miniLm().fingerprint())) {
            assertThat(index.check().isUp()).isFalse();
            assertThat(index.check().message()).contains("http://127.0.0.1:1 does not answer");
        }
    }

    @Test
    void whatAWriteThatBrokeOffHasLeftIsNeverReturned() throws Exception {
        DocumentUpdate held = replace(TEA, "1", 1, "Assam is malty.");
        try (Interceptor server = Interceptor.before(Chroma.shared().url());
                KnowledgeIndex index = open(server.url(), Engines.miniLm().fingerprint())) {
            index.apply(List.of(held));
            breakOff(server, index, replace(TEA, "1", 2, "Darjeeling is flowery."), replace(BIKES, "1", 1, "Flowery."));
            assertThat(index.passageCount()).as("left behind").isEqualTo(3);

            assertThat(search(index, "flowery", Mode.KEYWORD)).isEmpty();
            for (Mode mode : List.of(Mode.DENSE, Mode.HYBRID)) {
                assertThat(search(index, "Darjeeling is flowery.", mode))
                        .extracting(hit -> hit.passage().text())
                        .containsExactly("Assam is malty.");
            }
            assertThat(search(index, "malty", Mode.KEYWORD))
                    .extracting(Hit::position)
                    .containsExactly(at(1));
        }
    }

    @Test
    void manyLeftBehindDoNotKeepOthersFromBeingFound() throws Exception {
        String[] many = IntStream.range(0, 150)
                .mapToObj(i -> "Darjeeling is flowery, leaf " + i + ".")
                .toArray(String[]::new);
        try (Interceptor server = Interceptor.before(Chroma.shared().url());
                KnowledgeIndex index = open(server.url(), Engines.miniLm().fingerprint())) {
            index.apply(List.of(replace(TEA, "1", 1, "Assam."), replace(BIKES, "1", 1, "The Heron carries crates.")));
            breakOff(server, index, replace(TEA, "1", 2, many));

            assertThat(keys(search(index, "Darjeeling is flowery", Mode.DENSE)))
                    .containsExactlyInAnyOrder("tea/1", "bikes/1");
        }
    }

    @Test
    void whatAWriteThatBrokeOffHasLeftGoesWithTheNextWriteOrRemoval() throws Exception {
        DocumentUpdate held = replace(TEA, "1", 1, "Assam is malty.");
        DocumentUpdate failing = replace(TEA, "1", 2, "Darjeeling is flowery.", "It is light.");
        for (DocumentUpdate next :
                List.of(held, failing, replace(TEA, "1", 3, "Ceylon."), new DocumentUpdate.Remove(held.key(), at(3)))) {
            try (Interceptor server = Interceptor.before(Chroma.shared().url());
                    KnowledgeIndex index = open(server.url(), Engines.miniLm().fingerprint())) {
                index.apply(List.of(new DocumentUpdate.Remove(held.key(), at(9))));
                index.apply(List.of(held));
                breakOff(server, index, failing);
                assertThat(index.passageCount()).as("left behind").isEqualTo(3);

                index.apply(List.of(next));

                assertThat(index.passageCount())
                        .as(next.toString())
                        .isEqualTo(
                                next instanceof DocumentUpdate.Replace now
                                        ? now.passages().size()
                                        : 0);
            }
        }
    }

    @Test
    void whatAFirstWriteHasLeftGoesWithTheRemovalOfADocumentThatIsNotHeld() throws Exception {
        DocumentUpdate failing = replace(TEA, "1", 1, "Assam is malty.");
        try (Interceptor server = Interceptor.before(Chroma.shared().url());
                KnowledgeIndex index = open(server.url(), Engines.miniLm().fingerprint())) {
            breakOff(server, index, failing);
            assertThat(index.passageCount()).as("left behind").isEqualTo(1);

            index.apply(List.of(new DocumentUpdate.Remove(failing.key(), at(1))));

            assertThat(index.passageCount()).isZero();
        }
    }

    /// Whatever changes while the answer is put together: the passage, the title and the position are of one version.
    @Test
    void hitIsOfOneVersionThoughTheDocumentIsReplacedMeanwhile() throws Exception {
        try (Interceptor server = Interceptor.before(Chroma.shared().url());
                KnowledgeIndex index = open(server.url(), Engines.miniLm().fingerprint());
                KnowledgeIndex other = open()) {
            index.apply(List.of(replace(TEA, "1", 1, "Assam is malty.")));
            server.runBefore(
                    Interceptor.READS_FOR_THE_ANSWER,
                    () -> other.apply(List.of(replace(TEA, "1", 2, "Assam is very malty."))));

            assertThat(search(index, "malty", Mode.KEYWORD)).singleElement().satisfies(hit -> {
                assertThat(hit.passage().text()).isEqualTo("Assam is very malty.");
                assertThat(hit.position()).isEqualTo(at(2));
            });
        }
    }

    private static void breakOff(Interceptor server, KnowledgeIndex index, DocumentUpdate... updates) {
        server.refuse(Interceptor.WRITES_DOCUMENTS);
        assertThatExceptionOfType(IndexException.class)
                .isThrownBy(() -> index.apply(List.of(updates)))
                .withMessageContaining("413");
        server.refuseNothing();
    }

    private static List<Hit> search(KnowledgeIndex index, String text, Mode mode) {
        return index.search(new SearchQuery(text, Engines.miniLm().embedQuestion(text), mode, 10, Optional.empty()));
    }
}
