package io.tabletalk.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tabletalk.health.Health;
import io.tabletalk.index.DocumentTraces;
import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.index.DocumentUpdate.EmbeddedPassage;
import io.tabletalk.index.IndexException;
import io.tabletalk.index.IndexedDocument;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.Metadata;
import io.tabletalk.knowledge.Passage;
import io.tabletalk.knowledge.Place;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.knowledge.SourcePosition;
import io.tabletalk.pipeline.Follower;
import io.tabletalk.pipeline.MemoryDeadLetters;
import io.tabletalk.pipeline.RetriableException;
import io.tabletalk.pipeline.StageException;
import io.tabletalk.pipeline.Topic;
import io.tabletalk.pipeline.TopicPosition;
import io.tabletalk.pipeline.Transport;
import io.tabletalk.pipeline.TransportUnavailableException;
import io.tabletalk.testing.StateDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.TransientDataAccessResourceException;

/// What a server's copy of the index takes, refuses and remembers.
class IndexReplicaTest {

    private static final SourceId TEA = new SourceId("tea");
    private static final String MODEL = "model-a";
    private static final TopicPosition BEGINNING = new TopicPosition("topic", Instant.EPOCH, Map.of());

    private final MemoryIndex index = new MemoryIndex();
    private final Followed followed = new Followed();
    private final FailingTraces kept = new FailingTraces();

    @TempDir
    Path folder;

    private StateDatabase database;
    private Receipts receipts;
    private IndexReplica replica;

    @BeforeEach
    void openDatabase() {
        database = StateDatabase.open(folder);
        receipts = new Receipts(database.client(), IngestFixture.JSON);
        replica = open();
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    private IndexReplica open() {
        return new IndexReplica(index, new Traces(new MemoryDeadLetters(), List.of(kept)), receipts, followed, MODEL);
    }

    @Test
    void whatWasReadBeforeADeletionByHandDoesNotComeInBehindIt() {
        receipts.put(new Receipt("r", TEA, "a", Instant.EPOCH, Map.of(), false, null, null, null));
        receipts.fence("r", 5);
        receipts.notePublished("r", 5, 0, Instant.EPOCH);
        replica.start();

        replica.handle(List.of(remove("a", 5), replace("a", 5), replace("b", 5)), place(3));

        assertThat(index.keys()).containsExactly("b");
        replica.handle(List.of(replace("a", 6)), place(4));
        assertThat(index.keys()).as("read after it").containsExactly("a", "b");
    }

    @Test
    void updatesAndRemovalsAreAppliedAndTheirPlaceIsKeptWithThem() {
        replica.start();
        replica.handle(List.of(replace("a", 1), replace("b", 1), remove("a", 2)), place(3));

        assertThat(index.keys()).containsExactly("b");
        assertThat(index.bookmark()).contains(place(3).toString());

        open().start();
        assertThat(followed.from).contains(place(3));
    }

    @Test
    void whatComesTwiceChangesNothing() {
        replica.start();
        List<VectorUpdate> updates = List.of(replace("a", 1), replace("b", 1), remove("a", 2));
        replica.handle(updates, place(3));
        replica.handle(updates, place(3));

        assertThat(index.keys()).containsExactly("b");
    }

    @Test
    void whatIsKeptOfADocumentIsForgottenThoughForgettingFailsAtFirst() {
        Passage passage = new Passage(0, "", "Green tea", Place.WHOLE.at(0, 9));
        DocumentUpdate tea = new DocumentUpdate.Replace(
                key("a"), at(1), "hash", "title", Metadata.EMPTY, List.of(new EmbeddedPassage(passage, new float[] {1
                })));
        replica.start();
        replica.handle(List.of(new VectorUpdate(Origin.sweep("1"), tea, MODEL)), place(1));

        kept.fails = true;
        List<VectorUpdate> removal = List.of(remove("a", 2));
        assertThatExceptionOfType(RetriableException.class).isThrownBy(() -> replica.handle(removal, place(2)));
        kept.fails = false;
        replica.handle(removal, place(2));

        assertThat(index.keys()).isEmpty();
        assertThat(kept.forgotten).contains(passage.embeddedText());
    }

    @Test
    void anIndexThatWasFilledOtherwiseIsNotGoneOnWith() {
        index.apply(List.of(replace("a", 1).update()));

        assertThatIllegalStateException().isThrownBy(replica::start).withMessageContaining("./tabletalk rebuild-index");
    }

    @Test
    void vectorsOfAnotherModelAreRefusedWithWhatToDo() {
        followed.progress = new Transport.Following.Progress(true, 2, 0, null);
        replica.start();
        replica.handle(List.of(replace("a", 1)), place(1));
        replica.handle(List.of(by("model-b", "b", 1), replace("c", 1)), place(3));

        assertThat(index.keys()).containsExactly("a", "c");
        assertThat(index.bookmark()).as("met again after a restart").contains(place(1).toString());
        assertThat(replica.check().state()).isEqualTo(Health.State.DOWN);
        assertThat(replica.check().message())
                .contains("1 documents are not in the index", "embedded with model-b", "set to model-a", "reindex");
        assertThat(replica.leftOut(TEA)).extracting(IndexedDocument::key).containsExactly(key("b"));
        assertThatExceptionOfType(TransportUnavailableException.class)
                .isThrownBy(() -> replica.bringIn(List.of(by("model-b", "b", 1))))
                .withMessageContaining("model-b");
    }

    @Test
    void oneThatWasEmbeddedAgainOrRemovedIsNoHindranceAnyMore() {
        followed.progress = new Transport.Following.Progress(true, 2, 0, null);
        replica.start();
        replica.handle(List.of(by("model-b", "a", 1), by("model-b", "b", 1)), place(2));
        replica.handle(List.of(replace("a", 2), remove("b", 2)), place(4));

        assertThat(index.keys()).containsExactly("a");
        assertThat(index.bookmark()).contains(place(4).toString());
        assertThat(replica.check().state()).isEqualTo(Health.State.UP);
    }

    @Test
    void itIsNotReadyBeforeItHasCaughtUp() {
        assertThat(replica.check().state()).isEqualTo(Health.State.DOWN);
        replica.start();
        followed.progress = new Transport.Following.Progress(false, 1_500, 500, "It is not connected: gone.");
        assertThat(replica.check().state()).isEqualTo(Health.State.DOWN);
        assertThat(replica.check().message()).contains("1,500 messages are in it", "500 are left", "gone");
        assertThat(index.refusal.get()).as("nothing is there to answer from").isPresent();

        followed.progress = new Transport.Following.Progress(true, 2_000, 0, null);
        assertThat(replica.check().state()).isEqualTo(Health.State.UP);
        assertThat(index.refusal.get()).isEmpty();

        followed.progress = new Transport.Following.Progress(true, 2_000, 7, "The disk is full.");
        assertThat(replica.check().state()).isEqualTo(Health.State.DEGRADED);
    }

    @Test
    void aFullDiskHoldsEverythingUpAndADocumentThatIsRefusedOnlyItself() {
        replica.start();
        index.onApply = update -> {
            throw new IndexException("The disk is full.", new IllegalStateException());
        };
        assertThatExceptionOfType(RetriableException.class)
                .isThrownBy(() -> replica.handle(List.of(replace("a", 1)), place(1)))
                .withMessage("The disk is full.");
        assertThat(index.bookmark()).contains(BEGINNING.toString());

        index.onApply = update -> {
            if (update.key().key().equals("b")) {
                throw new IllegalArgumentException("a term of 40,000 bytes");
            }
        };
        replica.handle(List.of(replace("a", 1), replace("b", 1), replace("c", 1)), place(3));

        assertThat(index.keys()).containsExactly("a", "c");
        assertThat(index.bookmark()).contains(place(3).toString());
        replica.bringIn(List.of(replace("a", 1), replace("c", 1)));
        assertThatExceptionOfType(StageException.class)
                .isThrownBy(() -> replica.bringIn(List.of(replace("b", 1))))
                .withMessageContaining("does not take the document (IllegalArgumentException)");
        followed.progress = new Transport.Following.Progress(true, 3, 0, null);
        assertThat(replica.check().state()).isEqualTo(Health.State.DEGRADED);
        assertThat(replica.check().message()).contains("1 documents are not in the index");
    }

    @Test
    void outcomesAreReportedOnlyOnceTheCopyHasWhatWasPublished() {
        replica.start();
        followed.behind = true;

        assertThatExceptionOfType(TransportUnavailableException.class)
                .isThrownBy(() -> replica.bringIn(List.of(replace("a", 1))));
    }

    @Test
    void whatTheIndexDidNotHoldIsReportedAsNewThoughTheCopyHasItByThen() {
        replica.start();
        VectorUpdate first = ofPart("a", 1);
        replica.handle(List.of(first), place(1));
        assertThat(replica.bringIn(List.of(first))).containsExactly(key("a"));

        VectorUpdate second = ofPart("a", 2);
        VectorUpdate other = ofPart("b", 2);
        replica.handle(List.of(second, other), place(3));
        assertThat(replica.bringIn(List.of(second, other))).containsExactly(key("b"));
        assertThat(replica.bringIn(List.of(replace("c", 2))))
                .as("belongs to no part")
                .isEmpty();
    }

    @Test
    void anotherTopicEmptiesTheCopy() {
        replica.start();
        replica.handle(List.of(replace("a", 1)), place(1));

        replica.startOver("another topic");

        assertThat(index.keys()).isEmpty();
        assertThat(index.bookmark()).isEmpty();
    }

    @Test
    void oneThatMetOtherVectorsFirstBeginsAgainAfterARestart() {
        replica.start();
        replica.handle(List.of(by("model-b", "a", 1), replace("b", 1)), place(2));
        replica.handle(List.of(replace("c", 1)), place(3));

        open().start();

        assertThat(followed.from).contains(BEGINNING);
        assertThat(index.keys()).containsExactly("b", "c");
    }

    private static VectorUpdate replace(String key, long order) {
        return by(MODEL, key, order);
    }

    private static VectorUpdate ofPart(String key, long order) {
        return new VectorUpdate(
                new Origin("1", 0, 1, 0, false), replace(key, order).update(), MODEL);
    }

    private static VectorUpdate by(String model, String key, long order) {
        return new VectorUpdate(
                Origin.sweep("1"),
                new DocumentUpdate.Replace(key(key), at(order), "hash", "title", Metadata.EMPTY, List.of()),
                model);
    }

    private static VectorUpdate remove(String key, long order) {
        return VectorUpdate.removal(Origin.sweep("1"), new DocumentUpdate.Remove(key(key), at(order)));
    }

    private static DocumentKey key(String key) {
        return new DocumentKey(TEA, key);
    }

    private static SourcePosition at(long order) {
        return new SourcePosition(order, Instant.EPOCH);
    }

    private static TopicPosition place(long next) {
        return new TopicPosition("topic", Instant.EPOCH, Map.of(0, next));
    }

    /// Remembers what it was told to forget; as a database that is away when told so.
    private static final class FailingTraces implements DocumentTraces {

        private final List<String> forgotten = new ArrayList<>();
        private boolean fails;

        @Override
        public String name() {
            return "kept";
        }

        @Override
        public long forget(List<Gone> documents) {
            if (fails) {
                throw new TransientDataAccessResourceException("It is away.");
            }
            documents.forEach(document -> forgotten.addAll(document.texts()));
            return documents.size();
        }

        @Override
        public long forgetAll(SourceId source) {
            return 0;
        }
    }

    /// Says what it is told to about the topic that is followed.
    private static final class Followed implements Transport, Transport.Following {

        private Optional<TopicPosition> from = Optional.empty();
        private Progress progress = new Progress(false, 0, 0, null);
        private boolean behind;

        @Override
        public <M> Following follow(Topic<M> topic, Optional<TopicPosition> place, Follower<M> follower) {
            from = place;
            return this;
        }

        @Override
        public Progress progress() {
            return progress;
        }

        @Override
        public void awaitPublished() {
            if (behind) {
                throw new TransportUnavailableException("It is behind.", new IllegalStateException());
            }
        }

        @Override
        public boolean keepsMessages() {
            return true;
        }

        @Override
        public Mark mark(Map<Topic<?>, String> consumers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Queue> queues(Map<Topic<?>, String> consumers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <M> void publish(Topic<M> topic, M message) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <M> Subscription subscribe(Topic<M> topic, SubscriptionSettings settings, Consumer<List<M>> handler) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
