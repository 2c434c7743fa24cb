package io.tabletalk.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicPositionTest {

    @Test
    void itIsReadAsItWasWritten() {
        TopicPosition position =
                new TopicPosition("Zq3_x-", Instant.parse("2026-11-21T09:00:00.123Z"), Map.of(1, 40L, 0, 12L));

        assertThat(position).hasToString("Zq3_x- 2026-11-21T09:00:00.123Z 0=12 1=40");
        assertThat(TopicPosition.parse(position.toString())).isEqualTo(position);
    }

    @Test
    void anythingElseIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TopicPosition.parse("Zq3 yesterday 0=1"))
                .withMessageContaining("No position in a topic");
        assertThatIllegalArgumentException().isThrownBy(() -> TopicPosition.parse(""));
    }
}
