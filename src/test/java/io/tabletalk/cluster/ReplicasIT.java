package io.tabletalk.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tabletalk.cluster.FaultTable.Changes;
import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.index.IndexedDocument;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.index.lucene.LuceneIndexes;
import io.tabletalk.ingest.Batch;
import io.tabletalk.ingest.BatchStatusStore;
import io.tabletalk.ingest.ExpectedDocuments;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.jdbc.TableDocuments;
import io.tabletalk.testing.Engines;
import io.tabletalk.testing.FreePort;
import io.tabletalk.testing.Postgres;
import io.tabletalk.testing.StateDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Servers in processes of their own, each with its own copy of the index.
class ReplicasIT {

    private static final int ROWS = 300;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path directory;

    /// A server with its port and its data directory.
    private record Replica(ClusterProcess process, Api api, Path data) {

        static Replica of(Cluster cluster, String name, String roles) throws IOException {
            int port = FreePort.find();
            Path data = cluster.directory().resolve(name);
            return new Replica(cluster.server(name, roles, port, data), new Api("http://127.0.0.1:" + port), data);
        }

        void start() throws IOException {
            process.start();
            api.awaitAnswer("/health", 200);
        }

        double metric(String name, String tag) throws IOException, InterruptedException {
            return api.get("/metrics")
                    .lines()
                    .filter(line -> line.startsWith(name) && line.contains(tag))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .sum();
        }

        Set<IndexedDocument> held(EmbeddingEngine engine, SourceId source) {
            try (KnowledgeIndex index = LuceneIndexes.open(data.resolve("index"), engine);
                    Stream<IndexedDocument> documents = index.documents(source)) {
                return documents.collect(Collectors.toSet());
            }
        }
    }

    @Test
    void everyServerHasAllDocumentsResumesWhenKilledAndFillsAnEmptyDiskWithoutEmbedding() throws Exception {
        Postgres shop = Postgres.create();
        FaultTable table = new FaultTable(shop, new Random(5));
        table.create(ROWS, 0);
        try (Cluster cluster = Cluster.start(directory, FreePort.find(), List.of());
                StateDatabase state = StateDatabase.open(cluster.state())) {
            BatchStatusStore batches = StateStores.batches(state);
            Replica first = Replica.of(cluster, "first", "ingestion,index,status");
            Replica second = Replica.of(cluster, "second", "ingestion,index,status");
            Replica third = Replica.of(cluster, "third", "status");
            ClusterProcess embedder = cluster.worker("embedder", "embedding", 1);
            first.start();
            second.start();
            embedder.start();
            await("each server reports half of the outcomes")
                    .atMost(PATIENCE)
                    .until(() -> share(first) == 2 && share(second) == 2);

            Batch read = ended(batches, first.api().post("/ingest-data", request(shop)), "batch_id");
            assertThat(read.applied()).as("%s", read).isEqualTo(ROWS).isEqualTo(read.total());
            SourceId source = read.source();
            // At least once: a busy machine may put a process out of its group, and what it had comes again.
            await().atMost(PATIENCE).until(() -> reported(first) + reported(second) >= ROWS);
            assertThat(List.of(reported(first), reported(second))).allMatch(count -> count > 0);
            awaitMessages(first, ROWS);
            awaitMessages(second, ROWS);

            second.process().kill();
            Changes changes = table.change(60);
            Batch changed = ended(batches, first.api().post("/api/sources/" + source + "/sync", Map.of()), "id");
            assertThat(changed.applied()).as("%s", changed).isEqualTo(changes.updated());
            assertThat(changed.removed()).isEqualTo(changes.deleted());

            second.start();
            assertThat(messages(second)).as("only what it has missed").isBetween(60.0, ROWS - 1.0);

            assertThat(embedder.stop()).isTrue();
            third.start();
            assertThat(messages(third)).isGreaterThanOrEqualTo(table.rows());

            assertThat(first.process().stop()
                            & second.process().stop()
                            & third.process().stop())
                    .isTrue();
            EmbeddingEngine engine = Engines.miniLm();
            try (KnowledgeIndex index = LuceneIndexes.open(first.data().resolve("index"), engine)) {
                var expected = ExpectedDocuments.of(TableDocuments.read(shop, FaultTable.NAME, source), engine);
                assertThat(IndexAudit.of(index, source, expected)).isEqualTo(new IndexAudit(0, 0, 0, 0));
            }
            Set<IndexedDocument> held = first.held(engine, source);
            assertThat(held).hasSize(table.rows());
            assertThat(second.held(engine, source)).isEqualTo(held);
            assertThat(third.held(engine, source)).isEqualTo(held);
        }
    }

    private static Batch ended(BatchStatusStore batches, JsonNode answer, String field) {
        String id = answer.get(field).asString();
        await("batch " + id)
                .atMost(PATIENCE)
                .until(() -> batches.find(id)
                        .filter(found -> found.status().isFinal())
                        .isPresent());
        return batches.find(id).orElseThrow();
    }

    private static Map<String, Object> request(Postgres shop) {
        Map<String, Object> connection = shop.settings(FaultTable.NAME);
        connection.remove("table");
        return Map.of("db_type", "postgresql", "connection_params", connection, "table_or_collection", FaultTable.NAME);
    }

    private static double share(Replica replica) throws IOException, InterruptedException {
        return replica.metric("tabletalk_kafka_partitions", "vector-updates");
    }

    private static double reported(Replica replica) throws IOException, InterruptedException {
        return replica.metric("tabletalk_stage_messages_total", "stage=\"apply\"");
    }

    private static double messages(Replica replica) throws IOException, InterruptedException {
        return replica.metric("tabletalk_index_copy_messages_total", "");
    }

    private static void awaitMessages(Replica replica, int count) {
        await().atMost(PATIENCE).until(() -> messages(replica) >= count);
    }
}
