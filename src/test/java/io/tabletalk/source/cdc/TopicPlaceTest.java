package io.tabletalk.source.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TopicPlaceTest {

    private static final Instant NOW = Instant.parse("2026-11-21T15:00:00Z");

    private final TopicPlace place = new TopicPlace(5, NOW.minus(Duration.ofDays(9)), NOW);

    @Test
    void isReadAsItWasStored() {
        assertThat(TopicPlace.parse(place.bookmark(), Instant.MAX)).isEqualTo(place);
        assertThat(TopicPlace.parse("5 2026-11-12T15:00:00Z", NOW))
                .as("of an older version")
                .isEqualTo(place);
    }

    @Test
    void deletionsMayBeMissedOnlyByOneThatWasNotReadForLongAndHasSomethingToRead() {
        Instant later = NOW.plus(Duration.ofHours(25));

        assertThat(place.mayMissDeletions(6, later)).isTrue();
        assertThat(place.mayMissDeletions(5, later)).as("nothing came").isFalse();
        assertThat(place.mayMissDeletions(6, NOW.plus(Duration.ofHours(23)))).isFalse();
        assertThat(place.at(6, later).mayMissDeletions(7, later))
                .as("read meanwhile")
                .isFalse();
    }
}
