package io.tabletalk.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tabletalk.TabletalkApplication;
import io.tabletalk.health.HealthCheck;
import io.tabletalk.index.IndexedDocument;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.ingest.Batch;
import io.tabletalk.ingest.Ingestion;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.testing.Kafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// An index that is lost is built again from what Kafka has kept.
class RebuildIndexIT {

    private static final SourceId DEMO = new SourceId("demo");

    private final String prefix = Kafka.prefix();

    @TempDir
    Path data;

    @Test
    void aLostIndexIsFilledAtTheStartAndByTheCommandWithTheSameDocuments() throws Exception {
        Set<IndexedDocument> held = readTheSampleData();
        assertThat(held).isNotEmpty();

        loseTheIndex();
        assertThat(afterAStart()).isEqualTo(held);

        Files.writeString(data.resolve("index").resolve("damaged"), "not by Lucene");
        CommandRun run = CommandRun.in(data)
                .with("TABLETALK_PIPELINE_TRANSPORT", "kafka")
                .run(
                        "rebuild-index",
                        "--data-dir",
                        data.toString(),
                        "--tabletalk.pipeline.transport=kafka",
                        "--tabletalk.pipeline.kafka.bootstrap-servers="
                                + Kafka.shared().bootstrapServers(),
                        "--tabletalk.pipeline.kafka.prefix=" + prefix);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).contains("The index was built anew in", held.size() + " documents");
        assertThat(data.resolve("index").resolve("damaged")).doesNotExist();
        assertThat(data.resolve("index-before-rebuild")).doesNotExist();
        assertThat(afterAStart()).isEqualTo(held);
    }

    private Set<IndexedDocument> readTheSampleData() {
        try (ConfigurableApplicationContext server = start("true")) {
            Ingestion ingestion = server.getBean(Ingestion.class);
            await().atMost(Duration.ofMinutes(2))
                    .until(() ->
                            ingestion.recent(1).stream().anyMatch(batch -> batch.status() == Batch.Status.COMPLETED));
            return held(server);
        }
    }

    private Set<IndexedDocument> afterAStart() {
        try (ConfigurableApplicationContext server = start("false")) {
            awaitCopy(server);
            assertThat(server.getBean(Ingestion.class).recent(10))
                    .as("nothing was read again")
                    .hasSize(1);
            return held(server);
        }
    }

    private static void awaitCopy(ConfigurableApplicationContext server) {
        HealthCheck copy = server.getBeansOfType(HealthCheck.class).values().stream()
                .filter(check -> check.component().equals("index copy"))
                .findFirst()
                .orElseThrow();
        await().atMost(Duration.ofMinutes(1)).until(() -> copy.check().isUp());
    }

    private static Set<IndexedDocument> held(ConfigurableApplicationContext server) {
        try (Stream<IndexedDocument> documents =
                server.getBean(KnowledgeIndex.class).documents(DEMO)) {
            return documents.collect(Collectors.toSet());
        }
    }

    private void loseTheIndex() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("index"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private ConfigurableApplicationContext start(String sampleData) {
        return new SpringApplicationBuilder(TabletalkApplication.class)
                .run(List.of(
                                "--server.port=0",
                                "--tabletalk.data-dir=" + data,
                                "--tabletalk.sample-data=" + sampleData,
                                "--tabletalk.pipeline.transport=kafka",
                                "--tabletalk.pipeline.kafka.bootstrap-servers="
                                        + Kafka.shared().bootstrapServers(),
                                "--tabletalk.pipeline.kafka.prefix=" + prefix)
                        .toArray(String[]::new));
    }
}
