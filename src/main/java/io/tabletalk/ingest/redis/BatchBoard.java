package io.tabletalk.ingest.redis;

import io.tabletalk.ingest.Batch;
import io.tabletalk.redis.RedisServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Batches as Redis shows them: each as it was after its last change, and the newest ones in their order. All methods
/// throw a [RedisGoneException] while the server is gone. Safe for use by several threads and processes.
final class BatchBoard {

    private static final Logger log = LoggerFactory.getLogger(BatchBoard.class);

    /// How many batches the list holds; older ones are asked for in the state database.
    static final int LISTED = 1_000;

    /// Of what is stored; another form gets another number, so that processes of both versions may run at once.
    private static final String FORM = "batches-2";

    /// Not as the API is written: what is stored is read by other processes, whatever their settings are.
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final RedisServer redis;
    private final Duration timeToLive;

    /// @param timeToLive how long a batch is held after its last change
    BatchBoard(RedisServer redis, Duration timeToLive) {
        this.redis = redis;
        this.timeToLive = timeToLive;
    }

    /// Newest batches, and how far the list of them can be relied on.
    ///
    /// @param from    the list lacks no batch created after this place; null when it may lack any
    /// @param entries a batch, or only its id when it has been pushed out
    record Listed(@Nullable Long from, List<Entry> entries) {}

    record Entry(String id, @Nullable Batch batch) {}

    /// Which connection to the server this is; 0 for none.
    long connection() {
        return redis.connection();
    }

    void show(Batch batch) {
        redis.run(
                BoardScripts.SHOW,
                List.of(key(batch.id()), list(), open()),
                bytes(
                        batch.id(),
                        version(batch),
                        JSON.writeValueAsString(batch),
                        batch.sequence(),
                        batch.status().isFinal(),
                        timeToLive.toMillis(),
                        LISTED));
    }

    Optional<Batch> find(String id) {
        return Optional.ofNullable(
                batch(redis.run(BoardScripts.FIND, List.of(key(id)), List.of()).getFirst()));
    }

    Listed recent(int limit, int offset) {
        List<@Nullable Object> answer =
                redis.run(BoardScripts.RECENT, List.of(list()), bytes(offset, (long) offset + limit - 1, key("")));
        List<Entry> entries = new ArrayList<>();
        for (int i = 1; i + 1 < answer.size(); i += 2) {
            entries.add(new Entry(text(Objects.requireNonNull(answer.get(i))), batch(answer.get(i + 1))));
        }
        Object from = answer.getFirst();
        return new Listed(from == null ? null : (long) Double.parseDouble(text(from)), entries);
    }

    /// Shows these, and takes from the list what is not among them; newer ones stay.
    ///
    /// @param newest the newest batches there are, newest first
    void showAll(List<Batch> newest) {
        newest.forEach(this::show);
        boolean all = newest.size() < LISTED;
        List<Object> arguments = new ArrayList<>();
        arguments.add(all ? 0L : newest.getLast().sequence() - 1);
        arguments.add(newest.isEmpty() ? 0L : newest.getFirst().sequence());
        arguments.add(key(""));
        newest.forEach(batch -> arguments.add(batch.id()));
        redis.run(BoardScripts.COMPLETE, List.of(list(), open()), bytes(arguments.toArray()));
    }

    /// Batches that are shown as queued or running.
    List<String> unfinished() {
        return redis.run(BoardScripts.OPEN, List.of(open()), List.of()).stream()
                .map(id -> text(Objects.requireNonNull(id)))
                .toList();
    }

    void remove(String id) {
        redis.run(BoardScripts.REMOVE, List.of(key(id), list(), open()), bytes(id));
    }

    /// Later for each later state of a batch. 53 bits, as many as the server computes with exactly, last until 2255.
    private static long version(Batch batch) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, batch.updatedAt());
    }

    private String key(String id) {
        return redis.key(FORM + ":batch:" + id);
    }

    private String list() {
        return redis.key(FORM + ":list");
    }

    private String open() {
        return redis.key(FORM + ":open");
    }

    /// What cannot be read is as good as pushed out: the state database has it.
    private static @Nullable Batch batch(@Nullable Object stored) {
        try {
            return stored == null ? null : JSON.readValue((byte[]) stored, Batch.class);
        } catch (JacksonException e) {
            log.warn("A batch on Redis cannot be read and is shown anew: {}", e.getOriginalMessage());
            return null;
        }
    }

    private static String text(Object stored) {
        return new String((byte[]) stored, StandardCharsets.UTF_8);
    }

    private static List<byte[]> bytes(Object... arguments) {
        List<byte[]> bytes = new ArrayList<>(arguments.length);
        for (Object argument : arguments) {
            bytes.add(argument.toString().getBytes(StandardCharsets.UTF_8));
        }
        return bytes;
    }
}
