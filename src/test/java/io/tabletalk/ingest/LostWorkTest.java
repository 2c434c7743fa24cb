package io.tabletalk.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.ingest.Batch.Kind;
import io.tabletalk.ingest.Batch.Phase;
import io.tabletalk.ingest.Batch.Status;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.pipeline.Transport.Mark;
import io.tabletalk.pipeline.TransportUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LostWorkTest {

    private final List<Batch> unfinished = new ArrayList<>();
    private final List<String> resumed = new ArrayList<>();
    private boolean passed = true;
    private boolean transportAnswers = true;
    private final LostWork lostWork = new LostWork(() -> unfinished, this::mark, resumed::add);

    @Test
    void aBatchGoesOnOnceNoMessageOfItCanBeUnderWay() {
        unfinished.add(batch("b1", Status.RUNNING, 0));

        look(LostWork.STEPS);
        assertThat(resumed).isEmpty();
        look(1);

        assertThat(resumed).containsExactly("b1");
    }

    @Test
    void aBatchIsLeftAloneWhileMessagesAreUnderWay() {
        unfinished.add(batch("b1", Status.RUNNING, 0));
        look(LostWork.STEPS);

        passed = false;
        look(100);
        assertThat(resumed).isEmpty();
        passed = true;
        look(1);

        assertThat(resumed).containsExactly("b1");
    }

    @Test
    void aChangeShowsThatSomebodyWorksOnIt() {
        for (int second = 0; second < 50; second++) {
            unfinished.clear();
            unfinished.add(batch("b1", Status.RUNNING, second / 5));
            look(1);
        }

        assertThat(resumed).isEmpty();
    }

    @Test
    void aQueuedBatchHasNoMessages() {
        unfinished.add(batch("b1", Status.QUEUED, 0));

        look(3 * LostWork.STEPS);

        assertThat(resumed).isEmpty();
    }

    @Test
    void aTransportThatDoesNotAnswerProvesNothing() {
        unfinished.add(batch("b1", Status.RUNNING, 0));
        look(LostWork.STEPS);
        transportAnswers = false;

        look(3 * LostWork.STEPS);

        assertThat(resumed).isEmpty();
    }

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            lostWork.look();
        }
    }

    private Mark mark() {
        if (!transportAnswers) {
            throw new TransportUnavailableException("away", new IllegalStateException());
        }
        return () -> passed;
    }

    private static Batch batch(String id, Status status, int second) {
        Instant changed = Instant.ofEpochSecond(second);
        SourceId source = new SourceId("orders");
        return new Batch(
                id,
                second,
                source,
                Kind.SYNC,
                status,
                Phase.READING,
                1,
                0,
                0,
                null,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                null,
                null,
                changed,
                changed,
                null,
                Duration.ZERO,
                null);
    }
}
