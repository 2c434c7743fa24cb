package io.tabletalk.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import io.tabletalk.health.Health;
import io.tabletalk.health.Health.State;
import io.tabletalk.health.HealthCheck;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class HealthMonitorTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofSeconds(3);

    @Test
    void serviceIsAsHealthyAsItsWorstCorePart() {
        assertThat(report(core("a", Health::up), core("b", Health::up)).status())
                .isEqualTo("healthy");
        assertThat(report(core("a", Health::up), core("b", Health::degraded)).status())
                .isEqualTo("degraded");
        assertThat(report(core("a", Health::down), core("b", Health::degraded)).status())
                .isEqualTo("unhealthy");
    }

    @Test
    void partThatIsNotCoreOnlyDegrades() {
        HealthReport report = report(core("index", Health::up), optional("model", Health::down));

        assertThat(report.components()).contains(entry("model", Health.degraded("model said so")));
        assertThat(report.message()).isEqualTo("The service works; not at their best are: model.");
    }

    @Test
    void checkThatThrowsIsDownAndTellsNothingOfTheException() {
        HealthReport report = report(check("a", true, () -> {
            throw new IllegalStateException("password=swordfish");
        }));

        assertThat(report.state()).isEqualTo(State.DOWN);
        assertThat(report.components().toString()).doesNotContain("swordfish");
    }

    @Test
    void checkThatFailsToLinkIsDown() {
        HealthReport report = report(check("a", true, () -> {
            throw new UnsatisfiedLinkError("no such library");
        }));

        assertThat(report.state()).isEqualTo(State.DOWN);
    }

    @Test
    void checksRunAtTheSameTime() {
        CyclicBarrier both = new CyclicBarrier(2);
        Supplier<Health> meet = () -> {
            try {
                both.await(LONG.toSeconds(), TimeUnit.SECONDS);
                return Health.up("met");
            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                return Health.down("alone");
            }
        };

        assertThat(report(check("a", true, meet), check("b", true, meet)).state())
                .isEqualTo(State.UP);
    }

    @Test
    void checkThatHangsIsDownAndIsNotStartedAgainUntilItEnds() {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger started = new AtomicInteger();
        HealthCheck hanging = check("hanging", true, () -> {
            started.incrementAndGet();
            awaitLatch(release);
            return Health.up("late");
        });
        HealthMonitor monitor = new HealthMonitor(List.of(hanging, core("quick", Health::up)), SHORT);

        assertThat(monitor.report().components())
                .containsEntry("hanging", Health.down("No answer within 3000 ms."))
                .containsEntry("quick", Health.up("quick said so"));
        monitor.report();
        assertThat(started).hasValue(1);

        release.countDown();
        await().untilAsserted(
                        () -> assertThat(monitor.report().components()).containsEntry("hanging", Health.up("late")));
    }

    @Test
    void twoChecksOfOneNameStopTheStart() {
        assertThatIllegalStateException()
                .isThrownBy(() -> report(core("a", Health::up), core("a", Health::down)))
                .withMessageContaining("'a'");
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static HealthReport report(HealthCheck... checks) {
        return new HealthMonitor(List.of(checks), LONG).report();
    }

    private static HealthCheck core(String name, Function<String, Health> health) {
        return check(name, true, () -> health.apply(name + " said so"));
    }

    private static HealthCheck optional(String name, Function<String, Health> health) {
        return check(name, false, () -> health.apply(name + " said so"));
    }

    private static HealthCheck check(String name, boolean core, Supplier<Health> health) {
        return new HealthCheck() {
            @Override
            public String component() {
                return name;
            }

            @Override
            public Health check() {
                return health.get();
            }

            @Override
            public boolean isCore() {
                return core;
            }
        };
    }
}
