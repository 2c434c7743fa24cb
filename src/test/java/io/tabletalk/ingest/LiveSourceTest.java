package io.tabletalk.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.knowledge.SourcePosition;
import io.tabletalk.pipeline.local.LocalTransport;
import io.tabletalk.source.LiveState;
import io.tabletalk.source.LiveState.State;
import io.tabletalk.testing.StateDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// What is said of a source while it is followed and while it is not, on a feed that does as it is told.
class LiveSourceTest {

    private static final SourceId ORDERS = new SourceId("orders");

    @TempDir
    Path directory;

    private final ScriptedFeed feed = new ScriptedFeed();
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(LiveProblems.class);
    private StateDatabase database;
    private IngestFixture fixture;
    private LiveSource source;

    @BeforeEach
    void open() {
        logged.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(logged);
        database = StateDatabase.open(directory);
        fixture = new IngestFixture(database, new MemorySources(), new CountingEngine(), new MemoryIndex());
        LiveChanges changes = new LiveChanges(
                new LocalTransport(64, 1_000_000, Duration.ofSeconds(10)),
                fixture.deadLetters,
                new OpenChanges(),
                IngestFixture.JSON);
        source = new LiveSource(
                ORDERS,
                () -> feed,
                new LiveParts(
                        new LiveTable(database.client()),
                        new DeletionFences(database.client()),
                        new LiveTurns(fixture.store),
                        changes,
                        new LiveTimes(new SimpleMeterRegistry()),
                        fixture.ingestion,
                        Duration.ofSeconds(10)));
    }

    @AfterEach
    void close() {
        source.stop();
        fixture.close();
        database.close();
        logger.detachAppender(logged);
        logger.setLevel(null);
    }

    @Test
    void aSourceIsSaidToBeFollowedOnlyWhenTheStreamHasTold() {
        source.start();

        await().until(() -> state().problem() != null);
        assertThat(state().state()).isEqualTo(State.STARTING);
        assertThat(state().problem()).contains("has not begun");

        feed.tells = true;
        await().until(() -> state().state() == State.FOLLOWING);
        assertThat(state().problem()).isNull();
    }

    @Test
    void aSourceThatFailedIsNotSaidToBeFollowedBeforeTheNextStreamHasTold() {
        feed.failure = "Nothing listens there.";
        source.start();
        await().until(() -> state().state() == State.FAILING);

        int attempts = feed.beginnings.get();
        feed.failure = null;
        await().until(() -> feed.beginnings.get() > attempts);

        assertThat(state().state()).isEqualTo(State.FAILING);
        assertThat(state().problem()).isEqualTo("Nothing listens there.");
        feed.tells = true;
        await().until(() -> state().state() == State.FOLLOWING);
    }

    @Test
    void anErrorIsToldAndTheSourceFollowedAgain() {
        feed.error = new OutOfMemoryError("made up");
        source.start();
        await().until(() -> state().state() == State.FAILING);
        assertThat(state().problem()).contains("OutOfMemoryError");

        feed.tells = true;
        await().until(() -> state().state() == State.FOLLOWING);
    }

    @Test
    void aProblemIsLoggedWhenItBeginsWhenItChangesAndWhenItIsOver() {
        feed.failure = "Nothing listens there.";
        source.start();
        await().until(() -> feed.beginnings.get() >= 3);

        feed.failure = "The password is wrong.";
        await().until(() -> warnings().size() == 2);
        feed.failure = null;
        feed.tells = true;
        await().until(() -> state().state() == State.FOLLOWING);

        assertThat(warnings().getFirst()).contains("orders", "Nothing listens there.");
        assertThat(warnings().getLast()).contains("orders", "The password is wrong.");
        assertThat(messages(Level.INFO)).singleElement().asString().contains("orders", "followed again");
    }

    /// Otherwise what changes after the deletion would be taken for something that was read before it.
    @Test
    void changesComeAfterEveryDeletionThoughItsPositionIsAheadOfTheClock() {
        Instant now = Instant.now();
        long ahead = SourcePosition.readAt(now.plusSeconds(3_600)).order();
        fixture.receipts.put(new Receipt("r", ORDERS, "7", now, Map.of(), false, null, null, null));
        fixture.receipts.fence("r", ahead);
        feed.tells = true;
        source.start();

        await().until(() -> feed.takenAfter >= 0);
        assertThat(feed.takenAfter).isEqualTo(ahead);
    }

    private LiveState state() {
        return source.progress().look(Instant.now());
    }

    private List<String> warnings() {
        return messages(Level.WARN);
    }

    private List<String> messages(Level level) {
        return List.copyOf(logged.list).stream()
                .filter(event -> event.getLevel() == level)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }
}
