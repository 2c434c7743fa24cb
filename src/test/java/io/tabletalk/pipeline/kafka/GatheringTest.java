package io.tabletalk.pipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.pipeline.kafka.Gathering.Gathered;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GatheringTest {

    private long now = -5;
    private final Gathering gathering = new Gathering(() -> now);

    @Test
    void whatComesAfterAQuietTimeIsBroughtAtOnce() {
        assertThat(gathering.toWait(new Gathered(1, 100))).isLessThanOrEqualTo(Duration.ZERO);

        gathering.called();
        now += Duration.ofMillis(200).toNanos();

        assertThat(gathering.toWait(new Gathered(1, 100))).isLessThanOrEqualTo(Duration.ZERO);
    }

    @Test
    void whatComesSoonAfterACallIsGatheredForTheRestOfTheTime() {
        gathering.called();
        now += Duration.ofMillis(50).toNanos();

        assertThat(gathering.toWait(new Gathered(1, 100))).isEqualTo(Duration.ofMillis(150));
        assertThat(gathering.toWait(new Gathered(999, 100))).isEqualTo(Duration.ofMillis(150));
    }

    @Test
    void nothingIsWaitedForWhenNothingCameOrEnough() {
        gathering.called();

        assertThat(gathering.toWait(new Gathered(0, 100))).isZero();
        assertThat(gathering.toWait(new Gathered(1_000, 100))).isZero();
        assertThat(gathering.toWait(new Gathered(2, 9 << 20))).isZero();
    }
}
