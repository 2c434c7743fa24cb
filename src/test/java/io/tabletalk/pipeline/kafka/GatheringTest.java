package io.tabletalk.pipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GatheringTest {

    private long now = -5;
    private final Gathering gathering = new Gathering(() -> now);

    @Test
    void whatComesAfterAQuietTimeIsBroughtAtOnce() {
        assertThat(gathering.toWait(1, 100)).isLessThanOrEqualTo(Duration.ZERO);

        gathering.called();
        now += Duration.ofMillis(200).toNanos();

        assertThat(gathering.toWait(1, 100)).isLessThanOrEqualTo(Duration.ZERO);
    }

    @Test
    void whatComesSoonAfterACallIsGatheredForTheRestOfTheTime() {
        gathering.called();
        now += Duration.ofMillis(50).toNanos();

        assertThat(gathering.toWait(1, 100)).isEqualTo(Duration.ofMillis(150));
        assertThat(gathering.toWait(999, 100)).isEqualTo(Duration.ofMillis(150));
    }

    @Test
    void nothingIsWaitedForWhenNothingCameOrEnough() {
        gathering.called();

        assertThat(gathering.toWait(0, 100)).isZero();
        assertThat(gathering.toWait(1_000, 100)).isZero();
        assertThat(gathering.toWait(2, 9 << 20)).isZero();
    }
}
