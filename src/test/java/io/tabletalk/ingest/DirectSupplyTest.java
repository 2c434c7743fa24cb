package io.tabletalk.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.Metadata;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.knowledge.SourcePosition;
import io.tabletalk.pipeline.MemoryDeadLetters;
import io.tabletalk.pipeline.TransportUnavailableException;
import io.tabletalk.pipeline.WorkLease;
import io.tabletalk.testing.StateDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What gets into an index that is the only one, and what comes too late for it.
class DirectSupplyTest {

    private static final SourceId TEA = new SourceId("tea");

    private final MemoryIndex index = new MemoryIndex();

    @TempDir
    Path folder;

    private StateDatabase database;
    private Receipts receipts;
    private DirectSupply supply;

    @BeforeEach
    void openDatabase() {
        database = StateDatabase.open(folder);
        receipts = new Receipts(database.client(), IngestFixture.JSON);
        supply = new DirectSupply(index, new Traces(new MemoryDeadLetters(), List.of()), receipts);
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    @Test
    void whatWasReadBeforeADeletionByHandDoesNotComeInBehindIt() {
        receipts.put(new Receipt("r", TEA, "a", Instant.EPOCH, Map.of(), false, null, null, null));
        receipts.fence("r", 5);
        receipts.notePublished("r", 5, 0, Instant.EPOCH);

        supply.bringIn(List.of(replace("a", 5), replace("b", 5)));
        assertThat(index.keys()).containsExactly("b");

        supply.bringIn(List.of(replace("a", 6)));
        assertThat(index.keys()).as("read after it").containsExactly("a", "b");
    }

    @Test
    void workThatMayBeInOtherHandsDoesNotComeIn() {
        List<VectorUpdate> late = List.of(replace("a", 1));

        assertThatExceptionOfType(TransportUnavailableException.class)
                .isThrownBy(() -> WorkLease.during(() -> false, () -> supply.bringIn(late)));
        assertThat(index.keys()).isEmpty();

        WorkLease.during(() -> true, () -> supply.bringIn(late));
        assertThat(index.keys()).containsExactly("a");
    }

    private static VectorUpdate replace(String key, long order) {
        return new VectorUpdate(
                Origin.sweep("1"),
                new DocumentUpdate.Replace(
                        new DocumentKey(TEA, key),
                        new SourcePosition(order, Instant.EPOCH),
                        "hash",
                        "title",
                        Metadata.EMPTY,
                        List.of()),
                "model-a");
    }
}
