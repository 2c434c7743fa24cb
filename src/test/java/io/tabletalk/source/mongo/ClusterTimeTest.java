package io.tabletalk.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tabletalk.source.FeedPosition;
import java.time.Instant;
import org.bson.BsonTimestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterTimeTest {

    @Test
    void aPositionIsWrittenAsASecondAndANumberWithinIt() {
        FeedPosition position = ClusterTime.of(new BsonTimestamp(1_732_200_000, 3));

        assertThat(position.text()).isEqualTo("1732200000:3");
        assertThat(ClusterTime.parse("1732200000:3")).isEqualTo(position);
        assertThat(ClusterTime.instant(position)).isEqualTo(Instant.ofEpochSecond(1_732_200_000));
    }

    @Test
    void timesAfter2038ComeLaterToo() {
        assertThat(ClusterTime.parse("4000000000:0")).isGreaterThan(ClusterTime.parse("1732200000:4294967295"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "1732200000", "0/16B3748", "4294967296:0", "1:4294967296", "-1:0"})
    void whatHasAnotherFormIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClusterTime.parse(text))
                .withMessageContaining("form");
    }
}
