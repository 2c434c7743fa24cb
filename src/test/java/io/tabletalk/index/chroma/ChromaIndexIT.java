package io.tabletalk.index.chroma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.index.IndexAwayException;
import io.tabletalk.index.IndexException;
import io.tabletalk.index.IndexedDocument;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.index.KnowledgeIndexContractTest;
import io.tabletalk.testing.Chroma;
import io.tabletalk.testing.Engines;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
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
}
