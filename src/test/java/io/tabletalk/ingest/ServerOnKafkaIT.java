package io.tabletalk.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tabletalk.TabletalkApplication;
import io.tabletalk.health.Health;
import io.tabletalk.health.HealthCheck;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.ingest.Batch.Status;
import io.tabletalk.testing.Kafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// The sample data on the whole server, with Kafka carrying the messages.
@SpringBootTest(classes = TabletalkApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ServerOnKafkaIT {

    @TempDir
    static Path data;

    @Autowired
    Ingestion ingestion;

    @Autowired
    KnowledgeIndex index;

    @Autowired
    List<HealthCheck> checks;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        String prefix = Kafka.prefix();
        registry.add("tabletalk.data-dir", () -> data.toString());
        registry.add("tabletalk.pipeline.transport", () -> "kafka");
        registry.add(
                "tabletalk.pipeline.kafka.bootstrap-servers",
                () -> Kafka.shared().bootstrapServers());
        registry.add("tabletalk.pipeline.kafka.prefix", () -> prefix);
    }

    @Test
    void theSampleDataIsReadCompletelyAndASecondReadSkipsAll() {
        await().until(() -> !ingestion.recent(1).isEmpty());
        Batch first = finished(ingestion.recent(1).getFirst().id());
        Batch second = finished(ingestion.start(first.source()).id());

        assertThat(first.status()).as("%s", first).isEqualTo(Status.COMPLETED);
        assertThat(first.applied()).isPositive().isEqualTo(first.total());
        assertThat(index.documentCount(first.source())).isEqualTo(first.total());
        assertThat(second.status()).as("%s", second).isEqualTo(Status.COMPLETED);
        assertThat(second.skipped()).isEqualTo(first.total());
        assertThat(second.applied()).isZero();
        assertThat(second.removed()).isZero();
    }

    @Test
    void theStatusShowsThePartitionsAndWhatWaits() {
        HealthCheck kafka = checks.stream()
                .filter(check -> check.component().equals("kafka"))
                .findFirst()
                .orElseThrow();

        await().until(() -> kafka.check().isUp());

        Health health = kafka.check();
        assertThat(health.message())
                .contains("data-ingestion: 12 partitions here")
                .contains("embedding-requests: 8 partitions here")
                .contains("vector-updates: 4 partitions here")
                .contains("batch-status: 4 partitions here");
    }

    private Batch finished(String batch) {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> ingestion
                        .find(batch)
                        .filter(found -> found.status().isFinal())
                        .isPresent());
        return ingestion.find(batch).orElseThrow();
    }
}
