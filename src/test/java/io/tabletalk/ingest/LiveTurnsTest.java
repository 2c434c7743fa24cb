package io.tabletalk.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tabletalk.knowledge.SourceId;
import io.tabletalk.testing.StateDatabase;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveTurnsTest {

    private static final SourceId ORDERS = new SourceId("orders");

    @Test
    void aTurnThatCannotBeginSinceTheStateIsAwayLeavesTheWayFree(@TempDir Path directory) {
        StateDatabase database = StateDatabase.open(directory);
        LiveTurns turns = new LiveTurns(IngestFixture.store(database));
        database.close();

        assertThatThrownBy(() -> turns.begin(ORDERS, () -> {})).isInstanceOf(RuntimeException.class);

        CompletableFuture<String> removal =
                CompletableFuture.supplyAsync(() -> turns.beforeRemoval(ORDERS, () -> "removed"));
        assertThat(removal.join()).isEqualTo("removed");
    }

    @Test
    void aRemovalWaitsForTheTurnThatHasBegun(@TempDir Path directory) throws InterruptedException {
        try (StateDatabase database = StateDatabase.open(directory)) {
            LiveTurns turns = new LiveTurns(IngestFixture.store(database));
            CompletableFuture<String> removal;
            try (LiveTurns.Turn turn = turns.begin(ORDERS, () -> {})) {
                assertThat(turn).isNotNull();
                removal = CompletableFuture.supplyAsync(() -> turns.beforeRemoval(ORDERS, () -> "removed"));
                assertThat(removal).isNotDone();
            }
            assertThat(removal.join()).isEqualTo("removed");
        }
    }
}
