package io.tabletalk.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.index.IndexException;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.index.KnowledgeIndexContractTest;
import io.tabletalk.testing.Engines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
    void filesHoldNothingOfWhatWasRemovedOnceItIsExpunged() throws IOException {
        try (KnowledgeIndex index = open("expunged")) {
            List<DocumentUpdate> updates = new ArrayList<>();
            for (int number = 0; number < 50; number++) {
                updates.add(replace(TEA, "" + number, 1, "Darjeeling number " + number));
            }
            updates.add(replace(TEA, "secret", 1, "The word is quixvorple."));
            index.apply(updates);
            assertThat(filesWith("quixvorple")).as("the search works").isNotEmpty();

            index.apply(List.of(new DocumentUpdate.Remove(key(TEA, "secret"), at(2))));
            assertThat(index.expunge()).isTrue();

            assertThat(filesWith("quixvorple")).isEmpty();
            assertThat(index.documentCount(TEA)).isEqualTo(50);
            assertThat(index.read(key(TEA, "7"))).isPresent();
        }
    }

    private List<Path> filesWith(String word) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("expunged"))) {
            List<Path> found = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(word)) {
                    found.add(file);
                }
            }
            return found;
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
