package io.tabletalk.ingest.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tabletalk.ingest.Batch;
import io.tabletalk.ingest.Batch.Kind;
import io.tabletalk.ingest.Batch.Status;
import io.tabletalk.ingest.BatchStatusStore;
import io.tabletalk.ingest.Plan;
import io.tabletalk.ingest.sql.SqlBatchStatusStore;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.redis.RedisScript;
import io.tabletalk.redis.RedisServer;
import io.tabletalk.redis.RedisServers;
import io.tabletalk.testing.Redis;
import io.tabletalk.testing.StateDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/// What Redis shows when it goes, loses everything, and comes back; and whatever order changes come in.
class BatchBoardIT {

    private static final SourceId ORDERS = new SourceId("orders");

    @TempDir
    Path directory;

    private StateDatabase database;
    private BatchStatusStore truth;
    private Redis server;
    private RedisServer redis;
    private BatchBoard board;

    @BeforeEach
    void open() throws Exception {
        database = StateDatabase.open(directory);
        truth = new SqlBatchStatusStore(
                database.client(),
                new NamedParameterJdbcTemplate(database.dataSource()),
                database.transactions(),
                JsonMapper.shared(),
                InstantSource.system());
        server = Redis.start(Files.createDirectory(directory.resolve("redis")));
        redis = RedisServers.connect(server, "test");
        board = new BatchBoard(redis, Duration.ofDays(1));
    }

    @AfterEach
    void close() throws Exception {
        redis.close();
        server.close();
        database.close();
    }

    @Test
    void whateverOrderStatesAreShownInAndHoweverOftenTheLatestStays() {
        List<Batch> states = statesOfABatch();
        Batch latest = states.getLast();
        Random random = new Random(1);

        for (int round = 0; round < 20; round++) {
            List<Batch> delivered = new ArrayList<>(states);
            delivered.addAll(states);
            Collections.shuffle(delivered, random);
            board.remove(latest.id());
            delivered.forEach(board::show);

            assertThat(board.find(latest.id())).contains(latest);
            assertThat(board.unfinished()).isEmpty();
        }
    }

    @ParameterizedTest(name = "killed instead of frozen: {0}")
    @ValueSource(booleans = {true, false})
    void whileRedisIsGoneTheStateDatabaseTellsAndSinceWhenNoMoreIsKnown(boolean killed) throws Exception {
        try (RedisBatchStatusStore store = openStore()) {
            Batch batch = store.create(ORDERS, Kind.SYNC);
            assertThat(store.find(batch.id())).contains(batch);
            if (killed) {
                server.kill();
            } else {
                server.freeze();
            }
            await().until(() -> redis.gone().isPresent());
            Instant gone = Instant.now();
            store.startNext(ORDERS);

            Batch told = store.find(batch.id()).orElseThrow();

            assertThat(told.status()).isEqualTo(Status.RUNNING);
            assertThat(told.unknownSince()).isBetween(gone, Instant.now());
            assertThat(store.recent(10, 0)).allSatisfy(each -> {
                assertThat(each.id()).isEqualTo(batch.id());
                assertThat(each.unknownSince()).isBetween(gone, Instant.now());
            });
            assertThat(store.find("unknown")).isEmpty();
            store.cancel(batch.id());
            assertThat(store.find(batch.id()).orElseThrow().phase())
                    .as("who cancels sees it")
                    .isEqualTo(Batch.Phase.CANCELLING);
            store.finish(batch.id(), finish -> {});
            Batch ended = store.find(batch.id()).orElseThrow();
            assertThat(ended.status()).isEqualTo(Status.CANCELLED);
            assertThat(ended.unknownSince())
                    .as("nothing happens to it any more")
                    .isNull();
        }
    }

    @Test
    void aRedisThatComesBackEmptyShowsEverythingAgain() throws Exception {
        try (RedisBatchStatusStore store = openStore()) {
            Batch first = store.create(ORDERS, Kind.SYNC);
            server.kill();
            await().until(() -> redis.gone().isPresent());
            Batch second = store.create(ORDERS, Kind.SYNC);
            Batch running = store.startNext(ORDERS).orElseThrow();

            server.restart();

            await().until(() -> redis.connection() > 1);
            await().untilAsserted(() -> {
                assertThat(board.recent(10, 0).entries())
                        .extracting(BatchBoard.Entry::batch)
                        .containsExactly(second, running);
                assertThat(store.recent(10, 0)).containsExactly(second, running);
                assertThat(store.find(first.id())).contains(running);
            });
        }
    }

    @Test
    void whatAKilledProcessHasCountedAndNotShownIsShownByAnother() {
        try (RedisBatchStatusStore store = openStore()) {
            String shown = store.create(ORDERS, Kind.SYNC).id();

            String created = truth.create(new SourceId("other"), Kind.SYNC).id();
            truth.startNext(ORDERS);
            truth.cancel(shown);
            truth.finish(shown, finish -> {});

            await().untilAsserted(() -> {
                assertThat(store.find(shown)).map(Batch::status).contains(Status.CANCELLED);
                assertThat(store.recent(10, 0)).extracting(Batch::id).containsExactly(created, shown);
            });
        }
    }

    @Test
    void theListHoldsTheNewestAndTheStateDatabaseTheRest() {
        try (RedisBatchStatusStore store = openStore()) {
            List<String> created = new ArrayList<>();
            for (int i = 0; i < BatchBoard.LISTED + 5; i++) {
                created.addFirst(
                        store.create(new SourceId("source-" + i), Kind.SYNC).id());
            }

            BatchBoard.Listed listed = board.recent(BatchBoard.LISTED + 5, 0);
            assertThat(listed.entries()).hasSize(BatchBoard.LISTED);
            assertThat(listed.from()).isEqualTo(5);
            assertThat(store.recent(BatchBoard.LISTED + 5, 0))
                    .extracting(Batch::id)
                    .containsExactlyElementsOf(created);
            assertThat(store.recent(3, 998)).extracting(Batch::id).isEqualTo(created.subList(998, 1_001));
        }
    }

    @Test
    void whatRedisHasPushedOutOrCannotBeReadIsTakenFromTheStateDatabase() {
        try (RedisBatchStatusStore store = openStore()) {
            Batch first = store.create(ORDERS, Kind.SYNC);
            Batch second = store.create(ORDERS, Kind.SYNC);
            redis.run(
                    RedisScript.of("""
                            redis.call('HSET', KEYS[2], 'batch', 'not JSON')
                            return {redis.call('DEL', KEYS[1])}"""),
                    List.of(redis.key("batches-2:batch:" + first.id()), redis.key("batches-2:batch:" + second.id())),
                    List.of());

            assertThat(store.recent(10, 0)).containsExactly(second, first);
            assertThat(board.find(first.id())).as("and shown again").contains(first);
        }
    }

    @Test
    void aBatchThatTheStateDatabaseHasForgottenIsNotShown() {
        try (RedisBatchStatusStore store = openStore()) {
            String first = readOfChanges(store);
            String second = readOfChanges(store);

            assertThat(truth.find(first)).isEmpty();
            assertThat(store.find(first)).isEmpty();
            assertThat(store.recent(10, 0)).extracting(Batch::id).containsExactly(second);
        }
    }

    private RedisBatchStatusStore openStore() {
        return RedisBatchStatusStore.open(truth, redis, Duration.ofDays(1), InstantSource.system());
    }

    private List<Batch> statesOfABatch() {
        List<Batch> states = new ArrayList<>();
        String id = truth.create(ORDERS, Kind.SYNC).id();
        states.add(truth.find(id).orElseThrow());
        states.add(truth.startNext(ORDERS).orElseThrow());
        truth.planned(id, List.of());
        states.add(truth.find(id).orElseThrow());
        states.add(truth.cancel(id).orElseThrow());
        states.add(truth.finish(id, finish -> {}).orElseThrow());
        return states;
    }

    private static String readOfChanges(BatchStatusStore store) {
        String id = store.create(ORDERS, Kind.CHANGES).id();
        store.startNext(ORDERS);
        store.planned(id, new Plan(List.of(), false, Set.of(), "mark", "context"));
        store.finish(id, finish -> {});
        store.purge(ORDERS);
        return id;
    }
}
