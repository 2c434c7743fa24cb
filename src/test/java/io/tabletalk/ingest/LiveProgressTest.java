package io.tabletalk.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.source.FeedPosition;
import io.tabletalk.source.LiveState;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LiveProgressTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final LiveProgress progress = new LiveProgress();

    @Test
    void nothingIsKnownBeforeTheFirstFullRead() throws InterruptedException {
        LiveState state = progress.look(NOON);

        assertThat(state.position()).isNull();
        assertThat(state.lagSeconds()).isNull();
        assertThat(progress.await(new FeedPosition("1", 1), Duration.ZERO)).isFalse();
    }

    @Test
    void theLagIsWhatHasPassedSinceEverythingWasThere() throws InterruptedException {
        progress.reached(new FeedPosition("7", 7), NOON);

        assertThat(progress.look(NOON.plusMillis(1_500)).lagSeconds()).isEqualTo(1.5);
        assertThat(progress.await(new FeedPosition("7", 7), Duration.ZERO)).isTrue();
        assertThat(progress.await(new FeedPosition("8", 8), Duration.ZERO)).isFalse();
    }

    @Test
    void aDatabaseWhoseClockIsAheadDoesNotLagByLessThanNothing() {
        progress.reached(new FeedPosition("7", 7), NOON.plusSeconds(90));

        assertThat(progress.look(NOON).lagSeconds()).isZero();
    }
}
