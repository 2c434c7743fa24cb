package io.tabletalk.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tabletalk.index.IndexException;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.index.KnowledgeIndexContractTest;
import io.tabletalk.testing.Engines;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LuceneIndexTest extends KnowledgeIndexContractTest {

    @TempDir
    Path directory;

    @Override
    protected KnowledgeIndex open() {
        return open("index");
    }

    private KnowledgeIndex open(String name) {
        return new LuceneIndex(directory.resolve(name), Engines.miniLm().fingerprint());
    }

    @Test
    void whatWasAppliedIsThereAfterReopening() {
        try (KnowledgeIndex first = open("kept")) {
            first.apply(List.of(replace(TEA, "1", 1, "Assam.")));
        }
        try (KnowledgeIndex second = open("kept")) {
            assertThat(second.documentCount(TEA)).isEqualTo(1);
        }
    }

    @Test
    void secondProcessIsToldWhoHoldsTheIndex() {
        try (KnowledgeIndex first = open("held")) {
            assertThatExceptionOfType(IndexException.class)
                    .isThrownBy(() -> open("held"))
                    .withMessageContaining("Another process uses the index");
            assertThat(first.check().isUp()).isTrue();
        }
    }

    @Test
    void indexOfAnotherEmbeddingIsRefusedWithWhatToDo() {
        open("other").close();

        assertThatExceptionOfType(IndexException.class)
                .isThrownBy(() -> new LuceneIndex(directory.resolve("other"), "word2vec"))
                .withMessageContaining("was made with the embedding all-MiniLM-L6-v2")
                .withMessageContaining("delete the folder");
    }
}
