package io.tabletalk.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tabletalk.health.Health;
import io.tabletalk.testing.Certificate;
import io.tabletalk.testing.Redis;
import io.tabletalk.testing.Relay;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class RedisServerIT {

    private static final RedisScript ECHO = RedisScript.of("return {ARGV[1], false, 7, KEYS[1]}");

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    @Test
    void aScriptGetsItsKeysAndArgumentsAndAnswersWithATable() {
        try (RedisServer redis = RedisServers.connect(Redis.shared(), Redis.prefix())) {
            for (int time = 0; time < 2; time++) {
                List<Object> answer = redis.run(ECHO, List.of(redis.key("a")), List.of(new byte[] {0, -1, 13}));

                assertThat(answer.get(0)).isEqualTo(new byte[] {0, -1, 13});
                assertThat(answer.get(1)).isNull();
                assertThat(answer.get(2)).isEqualTo(7L);
                assertThat(answer.get(3)).isEqualTo(redis.key("a").getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void aServerThatGoesIsMissedAtOnceAndFoundAgain() throws Exception {
        try (Redis server = Redis.start(directory);
                RedisServer redis = RedisServers.connect(server, "test")) {
            RedisHealth health = new RedisHealth(redis);
            SimpleMeterRegistry registry = new SimpleMeterRegistry();
            new RedisMetrics(redis, InstantSource.system()).bindTo(registry);
            long first = redis.connection();
            assertThat(health.check().isUp()).isTrue();
            assertThat(registry.get("tabletalk.redis.connected").gauge().value())
                    .isEqualTo(1);

            Instant before = Instant.now();
            server.kill();
            await().until(() -> redis.gone().isPresent());

            assertThat(redis.connection()).isZero();
            assertThatExceptionOfType(RedisGoneException.class).isThrownBy(() -> echo(redis));
            assertThat(health.check().state()).isEqualTo(Health.State.DEGRADED);
            assertThat(health.check().message())
                    .contains("has not answered since "
                            + redis.gone().orElseThrow().since());
            assertThat(redis.gone().orElseThrow().since()).isAfter(before.minusSeconds(5));
            assertThat(registry.get("tabletalk.redis.connected").gauge().value())
                    .isZero();

            server.restart();
            await().until(() -> redis.gone().isEmpty());
            assertThat(redis.connection()).isGreaterThan(first);
            assertThat(echo(redis)).isNotNull();
            assertThat(registry.get("tabletalk.redis.connected").gauge().value())
                    .isEqualTo(1);
        }
    }

    /// As a frozen machine does: connections are accepted, and no answer ever comes.
    @Test
    void aServerThatHangsCostsThoseWhoAreAskingOneTimeLimitAndNobodyElseAnything() throws Exception {
        Duration limit = Duration.ofSeconds(2);
        try (Redis server = Redis.start(directory);
                RedisServer redis = RedisServers.connect(server.url(), "test", limit)) {
            assertThat(echo(redis)).isNotNull();
            server.freeze();

            try (ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<?>> asked = Stream.<Future<?>>generate(() -> asking.submit(() -> echo(redis)))
                        .limit(20)
                        .toList();
                for (Future<?> each : asked) {
                    assertThat(each)
                            .failsWithin(PATIENCE)
                            .withThrowableThat()
                            .withCauseInstanceOf(RedisGoneException.class);
                }
            }
            assertThat(redis.gone()).isPresent();
            assertThatExceptionOfType(RedisGoneException.class).isThrownBy(() -> echo(redis));
            try (RedisServer late = RedisServers.connect(server.url(), "test", limit)) {
                assertThat(late.gone())
                        .as("who connects to one that hangs is not held up")
                        .isPresent();
            }

            server.thaw();
            await().ignoreExceptions().until(() -> echo(redis) != null);
        }
    }

    @Test
    void aServerThatIsNotThereAtTheStartIsFoundLater() throws Exception {
        try (Redis server = Redis.start(directory)) {
            server.kill();
            try (RedisServer redis = RedisServers.connect(server, "test")) {
                assertThat(redis.gone()).isPresent();

                server.restart();

                await().until(() -> redis.connection() == 1);
            }
        }
    }

    @Test
    void eachConnectionHasANumberOfItsOwn() {
        try (Relay relay = Relay.to(Redis.shared().port());
                RedisServer redis = RedisServers.connect(
                        "redis://127.0.0.1:" + relay.port(), Redis.prefix(), Duration.ofSeconds(5))) {
            assertThat(redis.connection()).isEqualTo(1);

            relay.cut();
            relay.mend();

            await().until(() -> redis.connection() > 1);
        }
    }

    @Test
    void aServerThatTakesNothingMoreIsGoneWithTheReason() throws Exception {
        try (Redis server = Redis.start(directory, "--maxmemory", "1", "--maxmemory-policy", "noeviction");
                RedisServer redis = RedisServers.connect(server, "test")) {
            assertThat(redis.gone())
                    .hasValueSatisfying(gone -> assertThat(gone.reason()).contains("OOM"));
        }
    }

    @Test
    void aWrongPasswordIsToldWithoutQuotingIt() throws Exception {
        ListAppender<ILoggingEvent> told = new ListAppender<>();
        told.start();
        ((Logger) LoggerFactory.getLogger(RedisServer.class)).addAppender(told);
        try (Redis server = Redis.start(directory, "--requirepass", "pencil-sharpener");
                RedisServer right = RedisServers.connect(
                        "redis://:pencil-sharpener@127.0.0.1:" + server.port(), "test", Duration.ofSeconds(5));
                RedisServer wrong = RedisServers.connect(
                        "redis://:swordfish@127.0.0.1:" + server.port(), "test", Duration.ofSeconds(5))) {
            assertThat(right.gone()).isEmpty();
            assertThat(wrong.gone())
                    .hasValueSatisfying(gone ->
                            assertThat(gone.reason()).contains("WRONGPASS").doesNotContain("swordfish"));
            assertThat(new RedisHealth(wrong).check().message()).doesNotContain("swordfish");
            assertThat(told.list)
                    .filteredOn(event -> event.getLevel() == Level.WARN)
                    .singleElement()
                    .satisfies(event -> assertThat(event.getFormattedMessage())
                            .contains("cannot be used", "WRONGPASS")
                            .doesNotContain("swordfish"));
        } finally {
            ((Logger) LoggerFactory.getLogger(RedisServer.class)).detachAppender(told);
        }
    }

    @Test
    void aServerWithTlsAndAPasswordIsTrustedWhenItsCertificateIsNamed() throws Exception {
        Certificate certificate = Certificate.create(directory);
        try (Redis server = Redis.startEncrypted(directory, certificate, "pencil-sharpener")) {
            String url = "rediss://:pencil-sharpener@127.0.0.1:" + server.port();
            try (RedisServer trusting = RedisServers.connect(url, certificate.pem(), "test", PATIENCE);
                    RedisServer strict = RedisServers.connect(url, null, "test", PATIENCE)) {
                assertThat(trusting.gone()).isEmpty();
                assertThat(echo(trusting)).isNotNull();
                assertThat(strict.gone())
                        .hasValueSatisfying(gone -> assertThat(gone.reason())
                                .containsIgnoringCase("certification path")
                                .doesNotContain("sharpener"));
            }
        }
    }

    private static List<Object> echo(RedisServer redis) {
        return redis.run(ECHO, List.of("a"), List.of(new byte[0]));
    }
}
