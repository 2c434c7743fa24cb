package io.tabletalk.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandInterruptedException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The connection to a Redis server that may go and come back. A server that has failed once is gone: whoever asks is
/// told so at once and waits for nothing, until a thread of this class, which tries every second, has been answered on
/// a new connection. So one that is reached and never answers costs whoever is asking it at that moment the time limit
/// of an answer, once, and everybody else nothing. Safe for use by several threads.
public final class RedisServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RedisServer.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final int THREADS = 2;
    private static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    /// Answers only when the server takes what is written, which a copy or a full one does not.
    private static final RedisScript PROBE = RedisScript.of("redis.call('SET', KEYS[1], '', 'PX', 10000) return {1}");

    private final ClientResources resources;
    private final RedisClient client;
    private final RedisURI address;
    private final String prefix;
    private final InstantSource clock;
    private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("redis-watcher").factory());
    private final AtomicLong connections = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile Instant heard;
    private volatile State state;

    private sealed interface State {}

    /// @param number of this connection, from 1
    private record There(StatefulRedisConnection<String, byte[]> connection, long number) implements State {}

    /// @param since  when it last answered
    /// @param reason in a few words
    public record Gone(Instant since, String reason) implements State {}

    private RedisServer(RedisSettings settings, InstantSource clock) {
        this.address = RedisAddress.of(settings.url(), settings.timeout());
        this.prefix = settings.prefix();
        this.clock = clock;
        ClientOptions options = ConnectionOptions.of(settings);
        this.heard = clock.instant();
        this.state = new Gone(heard, "not connected yet");
        this.resources = ClientResources.builder()
                .ioThreadPoolSize(THREADS)
                .computationThreadPoolSize(THREADS)
                .build();
        this.client = RedisClient.create(resources, address);
        client.setOptions(options);
    }

    /// Tries to connect once, and goes on trying in the background.
    ///
    /// @throws IllegalStateException when the address has another form, which the message does not hold, or the
    ///                               certificate cannot be used
    static RedisServer connect(RedisSettings settings, InstantSource clock) {
        RedisServer server = new RedisServer(settings, clock);
        server.look();
        server.gone()
                .ifPresent(gone -> log.warn(
                        "Redis at {} cannot be used ({}); everything goes on without it", server, gone.reason()));
        server.watcher.scheduleWithFixedDelay(
                server::look, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return server;
    }

    /// The name of a key, which begins as all do.
    public String key(String name) {
        return prefix + ":" + name;
    }

    /// Runs a script and returns the table it answers with: numbers as [Long], texts as `byte[]`, `false` as null.
    ///
    /// @throws RedisGoneException when the server does not answer, or refuses
    public List<@Nullable Object> run(RedisScript script, List<String> keys, List<byte[]> arguments) {
        return switch (state) {
            case There there -> ask(there, commands -> run(commands, script, keys, arguments));
            case Gone gone -> throw new RedisGoneException("Redis at " + this + " is gone since " + gone.since() + ".");
        };
    }

    /// Which connection this is, from 1; 0 while there is none. After a change nothing that was stored before is
    /// certain to be there.
    public long connection() {
        return state instanceof There there ? there.number() : 0;
    }

    /// Since when it is gone; empty while it is there.
    public Optional<Gone> gone() {
        return state instanceof Gone gone ? Optional.of(gone) : Optional.empty();
    }

    long answered() {
        return answered.get();
    }

    long failed() {
        return failed.get();
    }

    private <T> T ask(There there, Function<RedisCommands<String, byte[]>, T> question) {
        try {
            T answer = question.apply(there.connection().sync());
            answered.incrementAndGet();
            heard = clock.instant();
            return answer;
        } catch (RedisCommandInterruptedException e) {
            throw new RedisGoneException("The thread that asked Redis was interrupted.");
        } catch (RedisException e) {
            failed.incrementAndGet();
            lose(there, e);
            throw new RedisGoneException("Redis at " + this + " has failed: " + reason(e));
        }
    }

    private static List<@Nullable Object> run(
            RedisCommands<String, byte[]> commands, RedisScript script, List<String> keys, List<byte[]> arguments) {
        String[] named = keys.toArray(String[]::new);
        byte[][] given = arguments.toArray(byte[][]::new);
        try {
            return commands.evalsha(script.digest(), ScriptOutputType.MULTI, named, given);
        } catch (RedisNoScriptException e) {
            return commands.eval(script.text(), ScriptOutputType.MULTI, named, given);
        }
    }

    /// The first of those that have asked in vain notes it.
    private synchronized void lose(There there, RedisException failure) {
        if (state == there) {
            state = new Gone(heard, reason(failure));
            log.warn("Redis at {} is gone ({}); everything goes on without it", this, reason(failure));
            there.connection().closeAsync();
        }
    }

    private void look() {
        try {
            switch (state) {
                case There there -> probe(there);
                case Gone gone -> connect(gone);
            }
        } catch (RedisGoneException e) {
            log.debug("Redis at {} does not answer", this);
        } catch (RuntimeException e) {
            log.warn("Redis at {} could not be looked after, and will be again", this, e);
        }
    }

    private void connect(Gone gone) {
        try {
            There there = new There(client.connect(CODEC), connections.get() + 1);
            connected(there, gone);
        } catch (RedisException e) {
            failed.incrementAndGet();
            state = new Gone(gone.since(), reason(e));
        }
    }

    /// It is there once it has taken something.
    private void connected(There there, Gone gone) {
        try {
            run(there.connection().sync(), PROBE, List.of(key("probe")), List.of());
        } catch (RedisException e) {
            there.connection().closeAsync();
            throw e;
        }
        connections.incrementAndGet();
        heard = clock.instant();
        state = there;
        log.info("Redis at {} is there; it was gone since {}", this, gone.since());
    }

    private void probe(There there) {
        ask(there, commands -> run(commands, PROBE, List.of(key("probe")), List.of()));
    }

    /// What went wrong in the end: what stands before it only says that something did.
    private static String reason(RedisException failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    /// For messages: host and port, nothing else of the address.
    @Override
    public String toString() {
        return address.getHost() + ":" + address.getPort();
    }

    @Override
    public void close() {
        watcher.shutdownNow();
        client.shutdown(0, 2, TimeUnit.SECONDS);
        resources.shutdown(0, 2, TimeUnit.SECONDS);
    }
}
