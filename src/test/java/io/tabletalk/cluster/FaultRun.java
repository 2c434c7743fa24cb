package io.tabletalk.cluster;

import io.tabletalk.cluster.FaultTable.Changes;
import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.ingest.Batch;
import io.tabletalk.ingest.BatchStatusStore;
import io.tabletalk.ingest.ExpectedDocuments;
import io.tabletalk.ingest.ExpectedDocuments.Expected;
import io.tabletalk.knowledge.Document;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.pipeline.DeadLetter;
import io.tabletalk.pipeline.DeadLetters;
import io.tabletalk.source.jdbc.TableDocuments;
import io.tabletalk.testing.Engines;
import io.tabletalk.testing.Postgres;
import io.tabletalk.testing.StateDatabase;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads a table again and again through a cluster whose processes are killed meanwhile, and compares the index and the
/// counters with what they should be.
final class FaultRun {

    private static final int PLANTED = 20;
    private static final int ROUNDS = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration PATIENCE_TO_BE_SHOWN = Duration.ofSeconds(30);

    private final FaultOptions options;
    private final Cluster cluster;
    private final FaultTable table;
    private final Postgres shop;
    private final BatchStatusStore batches;
    private final DeadLetters deadLetters;
    private final Api api;
    private final Faults faults;
    private final ClusterProcess server;
    private final ClusterProcess reader;
    private final List<ClusterProcess> embedders;
    private final ClusterProcess writer;
    private final List<String> ended = new ArrayList<>();
    private @Nullable SourceId source; // known once the first batch has begun
    private boolean countersExact = true;
    private long stuck;

    FaultRun(FaultOptions options, Cluster cluster, Postgres shop, StateDatabase state) throws IOException {
        Random random = new Random(options.seed());
        this.options = options;
        this.cluster = cluster;
        this.shop = shop;
        this.table = new FaultTable(shop, random);
        this.batches = StateStores.batches(state);
        this.deadLetters = StateStores.deadLetters(state);
        this.api = new Api(cluster.url());
        boolean apart = cluster.chroma() != null;
        this.server = cluster.server(apart ? "status" : "index,status");
        this.reader = cluster.worker("ingestion-worker", "ingestion", 2);
        this.embedders = List.of(
                cluster.worker("embedding-worker-1", "embedding", 1),
                cluster.worker("embedding-worker-2", "embedding", 1));
        this.writer = apart ? cluster.worker("index-writer", "index", 1) : server;
        this.faults = new Faults(cluster, processes(), options.outage(), random);
    }

    FaultReport run() throws Exception {
        long began = System.nanoTime();
        table.create(options.documents(), PLANTED);
        startProcesses();
        firstRead();
        for (int round = 1; round <= ROUNDS; round++) {
            readAfterChanges(round);
        }
        readWhileItChanges();
        readTheRest();
        boolean stopped = stopProcesses();
        IndexAudit audit = audit();
        return new FaultReport(
                options.documents(),
                options.changes(),
                options.seed(),
                options.index().name().toLowerCase(Locale.ROOT),
                faults.done().size(),
                ended.size(),
                audit.missing(),
                audit.stale(),
                audit.doubled(),
                audit.orphaned(),
                stuck,
                countersExact,
                lettersAreThePlantedRows(),
                stopped,
                Duration.ofNanos(System.nanoTime() - began).toSeconds());
    }

    private Set<ClusterProcess> processes() {
        Set<ClusterProcess> processes = new LinkedHashSet<>(List.of(server, reader));
        processes.addAll(embedders);
        processes.add(writer);
        return processes;
    }

    private void startProcesses() throws Exception {
        say("Starting a server, an ingestion worker, two embedding workers, and what writes the index, in "
                + cluster.directory());
        for (ClusterProcess process : processes()) {
            process.start();
        }
        processes().forEach(ClusterProcess::awaitStarted);
    }

    /// Each kind of process is killed once while the first read is under way, the broker restarted, what may be away
    /// for
    /// long is so, and two processes are suspended for so long that their groups put them out: the work of the one
    /// gets
    /// to the other of its kind, that of the other waits.
    private void firstRead() throws Exception {
        String batch = api.post("/ingest-data", ingestRequest()).get("batch_id").asString();
        source = find(batch).orElseThrow().source();
        faultAt(batch, 0.05, () -> faults.kill(reader));
        faultAt(batch, 0.15, faults::stopRedis);
        faultAt(batch, 0.25, () -> faults.kill(embedders.getFirst()));
        faultAt(batch, 0.40, () -> faults.kill(writer));
        faultAt(batch, 0.48, () -> faults.suspend(writer));
        faultAt(batch, 0.55, faults::restartBroker);
        if (cluster.chroma() != null) {
            faultAt(batch, 0.70, faults::stopChroma);
        }
        faultAt(batch, 0.80, () -> faults.suspend(embedders.getLast()));
        check(batch, found -> found.applied() == table.rows() && found.skipped() == 0 && found.removed() == 0);
    }

    private void readAfterChanges(int round) throws Exception {
        Changes changes = table.change(options.changes() / (ROUNDS + 1));
        String batch = read();
        say("Round " + round + ": " + changes);
        faults.any();
        check(
                batch,
                found -> found.applied() == changes.updated()
                        && found.removed() == changes.deleted()
                        && found.skipped() == table.rows() - changes.updated());
    }

    private void readWhileItChanges() throws Exception {
        String batch = read();
        int left = options.changes() - ROUNDS * (options.changes() / (ROUNDS + 1));
        for (int step = 0; step < 10; step++) {
            table.change(left / 10 + (step == 0 ? left % 10 : 0));
        }
        faults.any();
        check(batch, found -> true);
    }

    private void readTheRest() throws Exception {
        check(read(), found -> found.applied() + found.skipped() == table.rows());
    }

    private String read() {
        return api.post("/api/sources/" + source() + "/sync", Map.of())
                .get("id")
                .asString();
    }

    private Map<String, Object> ingestRequest() {
        Map<String, Object> connection = shop.settings(FaultTable.NAME);
        connection.remove("table");
        return Map.of("db_type", "postgresql", "connection_params", connection, "table_or_collection", FaultTable.NAME);
    }

    private interface Fault {
        void happen() throws Exception;
    }

    /// Waits until this share of the documents is done.
    private void faultAt(String batch, double share, Fault fault) throws Exception {
        Awaitility.await("a share of " + share + " is done")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> findWhileAllRun(batch)
                        .filter(found -> found.processed() >= share * options.documents()
                                || found.status().isFinal())
                        .isPresent());
        fault.happen();
    }

    /// Waits for the end of a batch, and compares its counters.
    private void check(String id, Predicate<Batch> counters) throws Exception {
        try {
            Awaitility.await("batch " + id + " ends")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> findWhileAllRun(id)
                            .filter(found -> found.status().isFinal())
                            .isPresent());
        } catch (ConditionTimeoutException e) {
            stuck++;
        }
        Batch batch = find(id).orElseThrow();
        ended.add(id);
        Long total = batch.total();
        boolean exact = batch.status() == Batch.Status.COMPLETED_WITH_ERRORS
                && batch.failed() == PLANTED
                && total != null
                && total == batch.applied() + batch.skipped() + batch.failed()
                && counters.test(batch)
                && isShown(batch);
        countersExact &= exact;
        say((exact ? "Right: " : "WRONG: ") + batch);
    }

    private Optional<Batch> find(String batch) {
        return batches.find(batch);
    }

    /// One that has ended though nobody has killed it would be waited for in vain.
    private Optional<Batch> findWhileAllRun(String batch) throws IOException {
        for (ClusterProcess process : processes()) {
            process.requireRunning();
        }
        return find(batch);
    }

    /// Whether the server shows the batch as it is counted, once everything is there again.
    private boolean isShown(Batch batch) throws Exception {
        faults.awaitMended();
        try {
            Awaitility.await("batch " + batch.id() + " is shown as it is counted")
                    .atMost(PATIENCE_TO_BE_SHOWN)
                    .until(() -> isCountedSo(batch, api.ask("/api/batches/" + batch.id())));
            return true;
        } catch (ConditionTimeoutException e) {
            say("WRONG: shown as " + api.ask("/api/batches/" + batch.id()));
            return false;
        }
    }

    private static boolean isCountedSo(Batch batch, JsonNode shown) {
        return shown.get("status").asString().equals(batch.status().name().toLowerCase(Locale.ROOT))
                && Objects.equals(shown.get("total").asLong(), batch.total())
                && shown.get("applied").asLong() == batch.applied()
                && shown.get("skipped").asLong() == batch.skipped()
                && shown.get("failed").asLong() == batch.failed()
                && shown.get("removed").asLong() == batch.removed()
                && shown.get("unknown_since").isNull();
    }

    private boolean stopProcesses() throws InterruptedException {
        boolean stopped = true;
        for (ClusterProcess process : List.copyOf(processes()).reversed()) {
            stopped &= process.stop();
        }
        api.close();
        return stopped;
    }

    private IndexAudit audit() {
        EmbeddingEngine engine = Engines.miniLm();
        List<Document> documents = TableDocuments.read(shop, FaultTable.NAME, source()).stream()
                .filter(document -> !table.isPlanted(document.key().key()))
                .toList();
        Map<String, Expected> expected = ExpectedDocuments.of(documents, engine);
        try (KnowledgeIndex index = IndexOfCluster.open(cluster, engine)) {
            return IndexAudit.of(index, source(), expected);
        }
    }

    private boolean lettersAreThePlantedRows() {
        List<String> keys = deadLetters.list(DeadLetters.Selection.ALL, 10_000, 0).stream()
                .map(DeadLetter::key)
                .sorted()
                .toList();
        boolean exact = keys.equals(table.planted().stream().sorted().toList());
        if (!exact) {
            say("WRONG dead letters: " + keys);
        }
        return exact;
    }

    private static void say(String line) {
        System.err.println(line);
    }

    private SourceId source() {
        return Objects.requireNonNull(source, "no batch has begun");
    }
}
