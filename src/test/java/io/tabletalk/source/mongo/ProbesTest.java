package io.tabletalk.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.source.FeedPosition;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProbesTest {

    private static final FeedPosition FIRST = ClusterTime.parse("10:1");
    private static final FeedPosition SECOND = ClusterTime.parse("10:2");
    private static final Instant NOON = Instant.parse("2020-02-29T12:00:00Z");

    private final Probes probes = new Probes();

    @Test
    void aQuestionIsAnsweredOnceItsPositionIsReached() {
        probes.add(SECOND, NOON);

        assertThat(probes.isAnyAnsweredBy(FIRST)).isFalse();
        assertThat(probes.isAnyAnsweredBy(SECOND)).isTrue();
    }

    @Test
    void aLaterQuestionDoesNotDelayTheAnswerToAnEarlierOne() {
        probes.add(FIRST, NOON);
        probes.add(SECOND, NOON.plusSeconds(1));

        assertThat(probes.latestAnsweredBy(FIRST)).isEqualTo(NOON);
        probes.removeAnsweredBy(FIRST);
        assertThat(probes.isAnyAnsweredBy(FIRST)).isFalse();
        assertThat(probes.latestAnsweredBy(SECOND)).isEqualTo(NOON.plusSeconds(1));
    }

    @Test
    void ofTwoAtTheSamePositionTheLaterCounts() {
        probes.add(FIRST, NOON);
        probes.add(FIRST, NOON.plusSeconds(1));

        assertThat(probes.latestAnsweredBy(FIRST)).isEqualTo(NOON.plusSeconds(1));
    }

    @Test
    void withoutAnAnswerNothingIsKnown() {
        assertThat(probes.latestAnsweredBy(SECOND)).isEqualTo(Instant.EPOCH);
    }
}
