package io.tabletalk.ingest;

import static org.awaitility.Awaitility.await;

import io.tabletalk.embedding.EmbeddingCache;
import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.embedding.PassageEmbedder;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.ingest.sql.SqlBatchStatusStore;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.pipeline.DeadLetter;
import io.tabletalk.pipeline.DeadLetters;
import io.tabletalk.pipeline.RetryPolicy;
import io.tabletalk.pipeline.StageRunner;
import io.tabletalk.pipeline.Transport;
import io.tabletalk.pipeline.local.LocalTransport;
import io.tabletalk.pipeline.sql.SqlDeadLetters;
import io.tabletalk.state.StateErasure;
import io.tabletalk.testing.StateDatabase;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/// The whole ingestion, running, on a real state database; sources, engine and index are in memory.
final class IngestFixture implements AutoCloseable {

    static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private static final int EMBEDDING_WORKERS = 2;
    private static final int EMBEDDING_BATCH = 16;

    /// Documents that can be in embedding at a time.
    static final long MOST_IN_EMBEDDING = EMBEDDING_WORKERS * EMBEDDING_BATCH;

    final BatchStatusStore store;
    final DeadLetters deadLetters;
    final Ingestion ingestion;
    final BatchCoordinator coordinator;
    final Deletions deletions;
    final Receipts receipts;
    private final Removals removals;
    private final IngestPipeline pipeline;

    /// What stands between the ingestion and what it runs on, to make it fail.
    record Interference(
            UnaryOperator<Transport> transport,
            UnaryOperator<BatchStatusStore> store,
            UnaryOperator<DeadLetters> deadLetters,
            UnaryOperator<KnowledgeIndex> index) {
        static final Interference NONE = new Interference(
                UnaryOperator.identity(), UnaryOperator.identity(), UnaryOperator.identity(), UnaryOperator.identity());
    }

    IngestFixture(StateDatabase database, MemorySources sources, EmbeddingEngine engine, KnowledgeIndex index) {
        this(database, sources, engine, index, Interference.NONE);
    }

    IngestFixture(
            StateDatabase database,
            MemorySources sources,
            EmbeddingEngine engine,
            KnowledgeIndex realIndex,
            Interference interference) {
        store = interference.store().apply(store(database));
        deadLetters = interference.deadLetters().apply(deadLetters(database));
        KnowledgeIndex index = interference.index().apply(realIndex);
        Transport transport = interference.transport().apply(new LocalTransport(64, 1_000_000, Duration.ofSeconds(10)));
        RetryPolicy policy = new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(4));
        StageRunner runner = new StageRunner(transport, deadLetters, JSON, policy);
        Redelivery redelivery = new Redelivery(deadLetters, store, transport, JSON);
        IngestSettings settings = new IngestSettings(
                2,
                EMBEDDING_WORKERS,
                EMBEDDING_BATCH,
                16,
                256,
                32,
                Duration.ofMinutes(5),
                Duration.ofDays(7),
                Duration.ofSeconds(10));
        ExcludedDocuments excluded = new ExcludedDocuments(database.client());
        Traces traces = new Traces(deadLetters, List.of());
        receipts = new Receipts(database.client(), JSON);
        IndexSupply supply = new DirectSupply(index, traces, receipts);
        Expunger expunger =
                new Expunger(index, new StateErasure(database.client(), true), receipts, InstantSource.system());
        removals = new Removals(
                index,
                () -> {},
                transport,
                excluded,
                traces,
                receipts,
                expunger,
                List.of(sources),
                InstantSource.system());
        deletions = new Deletions(
                index,
                store,
                excluded,
                traces,
                receipts,
                removals,
                expunger,
                database.transactions(),
                InstantSource.system());
        coordinator = new BatchCoordinator(
                store, deadLetters, transport, sources, redelivery, () -> deletions, settings.ingestionWorkers());
        Stalls stalls = new Stalls(
                store,
                new Queues(() -> transport.queues(Topics.CONSUMERS)),
                settings.stalledAfter(),
                InstantSource.system());
        ingestion = new BatchIngestion(
                sources,
                store,
                deadLetters,
                redelivery,
                deletions,
                coordinator,
                stalls,
                new LiveTurns(store),
                database.transactions());
        DocumentHash hash = new DocumentHash(settings.splitter(engine).version());
        IngestionStage stage = new IngestionStage(
                "ingest",
                Topics.DATA_INGESTION,
                new BatchPlanner(sources, store, deadLetters, Optional.of(index)),
                new SplitReader(sources, store, deadLetters, transport, JSON),
                store,
                coordinator);
        pipeline = new IngestPipeline(
                runner,
                List.of(
                        Stages.ofStatus(new StatusStage(store, deadLetters, coordinator, new OpenChanges())),
                        Stages.ofIndex(
                                new ApplyStage(supply, receipts, transport),
                                new CompareStage(index, supply, excluded, receipts, hash, transport, List.of()),
                                new SweepStage(
                                        new Sweeper(index, supply, store, deadLetters, transport), store, coordinator),
                                settings),
                        Stages.ofEmbedding(
                                new EmbedStage(
                                        settings.splitter(engine),
                                        new PassageEmbedder(engine, EmbeddingCache.NONE),
                                        hash,
                                        store,
                                        transport),
                                settings),
                        Stages.ofIngestion(stage, settings)),
                coordinator,
                true);
        pipeline.start();
        removals.start();
    }

    static BatchStatusStore store(StateDatabase database) {
        return new SqlBatchStatusStore(
                database.client(),
                new NamedParameterJdbcTemplate(database.dataSource()),
                database.transactions(),
                JSON,
                InstantSource.system());
    }

    static DeadLetters deadLetters(StateDatabase database) {
        return new SqlDeadLetters(
                database.client(), new NamedParameterJdbcTemplate(database.dataSource()), database.transactions());
    }

    /// Reads a source to the end of its batch.
    Batch ingest(SourceId source) {
        return finished(ingestion.start(source).id());
    }

    Batch finished(String batch) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> ingestion
                        .find(batch)
                        .filter(found -> found.status().isFinal())
                        .isPresent());
        return ingestion.find(batch).orElseThrow();
    }

    /// Makes sure that nothing is kept any more to open superseded batches of the source again. The coordinator sees to
    /// it
    /// some time after a batch has ended.
    void purge(SourceId source) {
        boolean more = true;
        while (more) {
            more = store.purge(source);
        }
    }

    List<DeadLetter> letters() {
        return deadLetters.list(DeadLetters.Selection.ALL, 1_000, 0);
    }

    @Override
    public void close() {
        removals.stop();
        pipeline.stop();
    }
}
