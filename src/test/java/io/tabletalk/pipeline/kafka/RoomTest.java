package io.tabletalk.pipeline.kafka;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tabletalk.pipeline.TransportClosedException;
import io.tabletalk.pipeline.TransportUnavailableException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class RoomTest {

    private final CountDownLatch closed = new CountDownLatch(1);

    @Test
    void aQuestionThatClosingCutsOffIsToldAsClosing() {
        Room room = new Room(
                1,
                () -> {
                    closed.countDown();
                    throw new IllegalStateException("Cannot accept new calls when AdminClient is closing.");
                },
                closed);

        assertThatExceptionOfType(TransportClosedException.class).isThrownBy(() -> room.take(1));
    }

    @Test
    void brokersThatDoNotAnswerAreToldAsTheyAre() {
        TransportUnavailableException unavailable =
                new TransportUnavailableException("No answer.", new IllegalStateException("no answer"));
        Room room = new Room(
                1,
                () -> {
                    throw unavailable;
                },
                closed);

        assertThatThrownBy(() -> room.take(1)).isSameAs(unavailable);
    }
}
