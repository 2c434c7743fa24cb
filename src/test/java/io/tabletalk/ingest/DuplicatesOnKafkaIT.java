package io.tabletalk.ingest;

import static io.tabletalk.ingest.MemorySources.document;
import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.ingest.Batch.Status;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.pipeline.Transport;
import io.tabletalk.pipeline.kafka.Transports;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.testing.StateDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every message is handled twice, and some a third time, with Kafka carrying them.
class DuplicatesOnKafkaIT {

    private static final SourceId ORDERS = new SourceId("orders");

    @TempDir
    Path directory;

    private final MemorySources sources = new MemorySources();
    private final MemoryIndex index = new MemoryIndex();
    private final CountingEngine engine = new CountingEngine();

    @Test
    void everyMessageTwiceGivesTheSameResult() {
        engine.onEmbed = text -> {
            if (text.contains("poison")) {
                throw new IllegalStateException("poison");
            }
        };
        Transport kafka = Transports.create();
        IngestFixture.Interference doubled = new IngestFixture.Interference(
                local -> new DoublingTransport(kafka, new Random(1)), this::shown, same -> same, same -> same);
        try (StateDatabase database = StateDatabase.open(directory);
                IngestFixture fixture = new IngestFixture(database, sources, engine, index, doubled)) {
            sources.set(ORDERS, documents("a", 200), documents("b", 100));
            Batch first = fixture.ingest(ORDERS);
            List<SourceRecord> changed = new ArrayList<>(documents("b", 60));
            changed.set(7, document(ORDERS, "b7", "other text"));
            changed.set(8, document(ORDERS, "b8", "poison"));
            sources.set(ORDERS, documents("a", 200), changed);
            Batch second = fixture.ingest(ORDERS);

            assertThat(first.status()).as("%s", first).isEqualTo(Status.COMPLETED);
            assertThat(first.total()).isEqualTo(300);
            assertThat(first.applied()).isEqualTo(300);
            assertThat(second.status()).as("%s", second).isEqualTo(Status.COMPLETED_WITH_ERRORS);
            assertThat(second.total()).isEqualTo(260);
            assertThat(second.skipped()).isEqualTo(258);
            assertThat(second.applied()).isEqualTo(1);
            assertThat(second.failed()).isEqualTo(1);
            assertThat(second.removed()).isEqualTo(40);
            assertThat(index.documentCount(ORDERS)).isEqualTo(260);
            assertThat(fixture.letters()).extracting(letter -> letter.key()).containsExactly("b8");
        }
    }

    /// Some deliveries of a document find its batch cancelled, and others not.
    @Test
    void aBatchCancelledBetweenTwoDeliveriesCountsEachDocumentOnce() throws InterruptedException {
        CancelledBetweenDeliveries cancelled = new CancelledBetweenDeliveries(engine);
        Transport kafka = Transports.create();
        IngestFixture.Interference doubled = new IngestFixture.Interference(
                local -> new DoublingTransport(kafka, new Random(2)), this::shown, same -> same, same -> same);
        try (StateDatabase database = StateDatabase.open(directory);
                IngestFixture fixture = new IngestFixture(database, sources, engine, index, doubled)) {
            sources.set(ORDERS, documents("a", 150));
            cancelled.requireEachCountsOnce(fixture, index, ORDERS, 150);
        }
    }

    /// Where batches are looked at.
    BatchStatusStore shown(BatchStatusStore store) {
        return store;
    }

    private static List<SourceRecord> documents(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> document(ORDERS, prefix + number, "text of " + prefix + number))
                .toList();
    }
}
