package io.tabletalk.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.index.DocumentUpdate.EmbeddedPassage;
import io.tabletalk.index.Hit;
import io.tabletalk.index.SearchQuery;
import io.tabletalk.index.SearchQuery.Mode;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.Metadata;
import io.tabletalk.knowledge.Passage;
import io.tabletalk.knowledge.Place;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.knowledge.SourcePosition;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Bm25Test {

    private static final double DENSE_WEIGHT = 0.4;

    @TempDir
    Path directory;

    private LuceneIndex index;

    @BeforeEach
    void open() {
        index = new LuceneIndex(directory, "none", DENSE_WEIGHT, Language.ENGLISH);
    }

    @AfterEach
    void close() {
        index.close();
    }

    @Test
    void allWordsHeldOnceByAPassageOfMeanLengthHaveTheScoreThatTheLimitOfRelevanceWasChosenFor() {
        index.apply(List.of(
                passage("1", "saddle pedal chain"),
                passage("2", "kettle teapot saucer"),
                passage("3", "river mountain valley")));

        assertThat(best("pedal chain saddle").score()).isCloseTo((1 - DENSE_WEIGHT) / 2.2, within(1e-6));
    }

    @Test
    void aFurtherWordIsWorthMoreThanOneRepeated() {
        index.apply(List.of(
                passage("repeats", "saddle ".repeat(20)),
                passage("both", "saddle pedal " + "river ".repeat(18)),
                passage("other", "pedal ".repeat(20))));

        assertThat(best("saddle pedal").key().key()).isEqualTo("both");
    }

    private Hit best(String question) {
        return index.search(new SearchQuery(question, new float[0], Mode.HYBRID, 1, Optional.empty()))
                .getFirst();
    }

    private static DocumentUpdate passage(String key, String text) {
        Passage passage = new Passage(0, "", text, Place.WHOLE);
        return new DocumentUpdate.Replace(
                new DocumentKey(new SourceId("words"), key),
                SourcePosition.readAt(Instant.EPOCH),
                key,
                "",
                Metadata.EMPTY,
                List.of(new EmbeddedPassage(passage, new float[0])));
    }
}
