package io.tabletalk.pipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PartitionProgressTest {

    private final PartitionProgress progress = new PartitionProgress();

    @Test
    void aSuccessorBeginsAtTheFirstThatIsNotDone() {
        receive(3);

        progress.done(1);
        assertThat(progress.committable()).hasValue(0);

        progress.done(0);
        assertThat(progress.committable()).hasValue(2);
    }

    @Test
    void whatWasLetGoIsNotWaitedForAndLeftToTheSuccessor() throws InterruptedException {
        receive(2);

        progress.letGo(0);
        progress.done(1);

        assertThat(progress.awaitIdle(Duration.ZERO)).isTrue();
        assertThat(progress.committable()).hasValue(0);
    }

    @Test
    void whatWasLetGoTwiceOrIsDoneHidesNoneThatIsInWork() throws InterruptedException {
        receive(3);

        progress.letGo(0);
        progress.letGo(0);
        progress.done(1);
        progress.letGo(1);

        assertThat(progress.awaitIdle(Duration.ZERO)).isFalse();
    }

    @Test
    void whatIsDoneOrOfARevokedPartitionIsNotWanted() {
        receive(2);
        progress.done(0);

        assertThat(progress.isWanted(0)).isFalse();
        assertThat(progress.isWanted(1)).isTrue();

        progress.revoke();
        assertThat(progress.isWanted(1)).isFalse();
    }

    private void receive(int count) {
        for (int offset = 0; offset < count; offset++) {
            progress.received(offset);
        }
    }
}
