package io.tabletalk.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tabletalk.source.Source;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.source.SourceSchema;
import io.tabletalk.source.Split;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SourceTrialTest {

    /// Time enough for a busy machine to begin what is asked of a source.
    private static final SourceTrial TRIAL = new SourceTrial(Duration.ofSeconds(4));

    private static final SourceTrial IMPATIENT = new SourceTrial(Duration.ofMillis(400));

    @Test
    void aRefusedLoginIsTriedOnce() {
        Tried source = new Tried(true) {
            @Override
            public SourceSchema schema() {
                attempts.incrementAndGet();
                throw new SourceException(Kind.DENIED, "The password is wrong.");
            }
        };

        assertThatThrownBy(() -> TRIAL.look(source)).hasMessage("The password is wrong.");

        await().until(() -> source.closed.get() == 1);
        assertThat(source.attempts).hasValue(1);
    }

    @Test
    void aSourceThatIsReachedMayTakeItsTimeToTellWhatItHolds() throws InterruptedException {
        try (Slow source = new Slow(true)) {
            TRIAL.look(source);

            assertThat(source.closed).hasValue(0);
            source.answer.countDown();
            await().until(() -> source.closed.get() == 1);
        }
    }

    @Test
    void aSourceThatDoesNotAnswerIsUnavailable() {
        try (Slow source = new Slow(false)) {
            assertThatThrownBy(() -> IMPATIENT.look(source)).hasMessageContaining("has not answered within");
            source.answer.countDown();
        }
    }

    private static final class Slow extends Tried {

        final CountDownLatch answer = new CountDownLatch(1);

        Slow(boolean up) {
            super(up);
        }

        @Override
        public SourceSchema schema() {
            try {
                answer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return super.schema();
        }
    }

    /// Counts what is asked of it.
    private static class Tried implements Source {

        final AtomicInteger attempts = new AtomicInteger();
        final AtomicInteger closed = new AtomicInteger();
        private final boolean up;

        Tried(boolean up) {
            this.up = up;
        }

        @Override
        public String probe() {
            attempts.incrementAndGet();
            if (!up) {
                throw new SourceException(SourceException.Kind.UNAVAILABLE, "It does not answer.");
            }
            return "It answers.";
        }

        @Override
        public SourceSchema schema() {
            attempts.incrementAndGet();
            return new SourceSchema(List.of(), List.of(), null, List.of());
        }

        @Override
        public List<Split> plan() {
            return List.of();
        }

        @Override
        public Stream<SourceRecord> read(Split split) {
            return Stream.of();
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }
}
