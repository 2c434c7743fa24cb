package io.tabletalk.pipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GatheringTest {

    private long now = -5;
    private final Gathering gathering = new Gathering(() -> now);

    @Test
    void whatComesAfterAQuietTimeIsBroughtAtOnce() {
        assertThat(gathering.toWait(1, 100, true)).isZero();

        gathering.called();
        pass(Duration.ofMillis(500));

        assertThat(gathering.toWait(1, 100, true)).isZero();
    }

    @Test
    void whatComesSoonAfterACallIsGatheredUntilNothingFollows() {
        gathering.called();
        pass(Duration.ofMillis(20));

        assertThat(gathering.toWait(1, 100, true)).isEqualTo(Duration.ofMillis(50));
        assertThat(gathering.toWait(1, 100, false)).isZero();
    }

    @Test
    void itIsBroughtHalfASecondAfterTheLastCallHoweverMuchFollows() {
        gathering.called();
        pass(Duration.ofMillis(470));

        assertThat(gathering.toWait(999, 100, true)).isEqualTo(Duration.ofMillis(30));
        pass(Duration.ofMillis(30));
        assertThat(gathering.toWait(999, 100, true)).isZero();
    }

    @Test
    void nothingIsWaitedForWhenNothingCameOrEnough() {
        gathering.called();

        assertThat(gathering.toWait(0, 0, false)).isZero();
        assertThat(gathering.toWait(1_000, 100, true)).isZero();
        assertThat(gathering.toWait(2, 9 << 20, true)).isZero();
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
