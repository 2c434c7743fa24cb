package io.tabletalk.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tabletalk.knowledge.Document;
import io.tabletalk.knowledge.DocumentChange;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.ChangeFeed.Beginning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What every feed promises, whatever it follows. A kind runs it by preparing a source that holds the documents `1` and
/// `2`, of which nothing is followed yet.
public abstract class ChangeFeedContractTest {

    /// The id under which the source and its feed are to be opened.
    protected static final SourceId ID = new SourceId("under-test");

    private final List<ChangeFeed> opened = new ArrayList<>();

    protected abstract ChangeFeed feed();

    protected abstract Source source();

    /// Inserts the document with that key.
    protected abstract void insert(String key, String text);

    protected abstract void update(String key, String text);

    protected abstract void delete(String key);

    /// Where the source is, as its users write it.
    protected abstract String position();

    /// Whether following sets something up at the source, which could belong to somebody else.
    protected boolean setsSomethingUp() {
        return true;
    }

    /// Makes the source forget where following was to go on.
    protected void losePlace() {
        open().drop();
    }

    @AfterEach
    void dropAll() {
        opened.forEach(ChangeFeed::close);
        try (ChangeFeed last = feed()) {
            last.drop();
        }
    }

    @Test
    void theFirstBeginningAsksForAFullRead() {
        ChangeFeed feed = open();
        Beginning beginning = feed.begin("", "");

        assertThat(beginning.readFirst()).isNotEmpty();
        assertThat(beginning.bookmark()).isNotEmpty();
        assertThat(beginning.shape()).isNotEmpty();
        assertThat(feed.position(beginning.position().text())).isEqualTo(beginning.position());
    }

    @Test
    void aSourceThatWasReadIsFollowedWithoutReadingItAgain() {
        ChangeFeed first = open();
        Beginning beginning = first.begin("", "");
        first.close();

        assertThat(open().begin(beginning.bookmark(), beginning.shape()).readFirst())
                .isEmpty();
    }

    @Test
    void everyChangeAfterTheBeginningIsToldEvenOfTheTimeBeforeAnyoneListens() {
        ChangeFeed feed = open();
        feed.begin("", "");
        insert("3", "A new one");
        update("1", "An edited one");
        delete("2");

        Map<String, DocumentChange> told = new HashMap<>();
        follow(feed, told, all -> all.size() == 3);

        assertThat(told.keySet()).containsExactlyInAnyOrder("1", "2", "3");
        assertThat(told.get("2")).isInstanceOf(DocumentChange.Deleted.class);
    }

    @Test
    void aChangedDocumentIsWhatAFullReadGives() {
        ChangeFeed feed = open();
        feed.begin("", "");
        insert("3", "Ünï©ode, \"quotes\" and\nlines");

        Map<String, DocumentChange> told = new HashMap<>();
        follow(feed, told, all -> all.containsKey("3"));

        assertThat(((DocumentChange.Upserted) Objects.requireNonNull(told.get("3"))).document())
                .isEqualTo(read("3"));
    }

    @Test
    void positionsOfDocumentsGrowFromOneTakeToTheNext() {
        ChangeFeed feed = open();
        feed.begin("", "");
        Map<String, DocumentChange> told = new HashMap<>();
        long far = Long.MAX_VALUE / 2;
        insert("3", "first");
        take(feed, told, far);

        assertThat(Objects.requireNonNull(told.get("3")).position().order()).isGreaterThan(far);
    }

    @Test
    void whatWasNotAcknowledgedComesAgain() {
        ChangeFeed first = open();
        Beginning beginning = first.begin("", "");
        insert("3", "A new one");
        await().until(() -> first.await(Duration.ofMillis(100)));
        first.take(0);
        first.close();

        ChangeFeed second = open();
        assertThat(second.begin(beginning.bookmark(), beginning.shape()).readFirst())
                .isEmpty();
        Map<String, DocumentChange> told = new HashMap<>();
        follow(second, told, all -> all.containsKey("3"));
    }

    @Test
    void whatWasAcknowledgedDoesNotComeAgainAndNothingAfterItIsMissed() {
        ChangeFeed first = open();
        Beginning beginning = first.begin("", "");
        insert("3", "A new one");
        Map<String, DocumentChange> told = new HashMap<>();
        follow(first, told, all -> all.containsKey("3"));
        Changes last = settle(first);
        first.close();
        insert("4", "While nobody listens");

        ChangeFeed second = open();
        assertThat(second.begin(last.bookmark(), beginning.shape()).readFirst()).isEmpty();
        Map<String, DocumentChange> later = new HashMap<>();
        follow(second, later, all -> all.containsKey("4"));
        assertThat(later).doesNotContainKey("3");
    }

    @Test
    void aProbeReachesEverythingThatWasCommittedBeforeIt() {
        ChangeFeed feed = open();
        feed.begin("", "");
        feed.probe();
        Map<String, DocumentChange> told = new HashMap<>();
        insert("3", "A new one");
        FeedPosition written = feed.position(position());
        feed.probe();

        Changes changes = take(feed, told, 0);
        while (changes.upTo().compareTo(written) < 0) {
            changes = take(feed, told, 0);
        }

        assertThat(told).containsKey("3");
    }

    @Test
    void positionsAreReadAsUsersWriteThem() {
        ChangeFeed feed = open();

        assertThat(feed.position(position()).text()).isEqualTo(position());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> feed.position("yesterday"))
                .withMessageContaining("form");
    }

    @Test
    void whatSomebodyElseHasSetUpIsNotTouched() {
        assumeTrue(setsSomethingUp(), "Nothing is set up at such a source.");
        open().begin("", "");

        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> open().claim())
                .matches(failure -> !failure.isRetriable());
    }

    @Test
    void afterADropNothingIsLeft() {
        ChangeFeed feed = open();
        feed.begin("", "");
        feed.close();

        open().drop();

        assertThatCode(() -> open().claim()).doesNotThrowAnyException();
    }

    @Test
    void aLostPlaceMeansThatAllIsReadAgain() {
        ChangeFeed feed = open();
        Beginning beginning = feed.begin("", "");
        feed.close();
        losePlace();

        assertThat(open().begin(beginning.bookmark(), beginning.shape()).readFirst())
                .isNotEmpty();
    }

    @Test
    void twoFeedsOfOneSourceAreTheSame() {
        assertThat(open().identity()).isEqualTo(open().identity());
    }

    protected final ChangeFeed open() {
        ChangeFeed feed = feed();
        opened.add(feed);
        return feed;
    }

    /// Takes and acknowledges until what was told is enough. Returns the last changes.
    protected static Changes follow(
            ChangeFeed feed, Map<String, DocumentChange> told, Predicate<Map<String, DocumentChange>> enough) {
        Changes changes = take(feed, told, 0);
        while (!enough.test(told)) {
            changes = take(feed, told, 0);
        }
        return changes;
    }

    protected static Changes take(ChangeFeed feed, Map<String, DocumentChange> told, long after) {
        await().atMost(Duration.ofSeconds(30)).until(() -> feed.await(Duration.ofMillis(100)));
        Changes changes = feed.take(after);
        changes.documents().forEach(change -> told.put(change.key().key(), change));
        feed.acknowledge(changes);
        return changes;
    }

    /// What was acknowledged is confirmed to the other side in a moment: a later change shows that it has been.
    private static Changes settle(ChangeFeed feed) {
        feed.probe();
        take(feed, new HashMap<>(), 0);
        feed.probe();
        return take(feed, new HashMap<>(), 0);
    }

    private Document read(String key) {
        try (Source source = source();
                Stream<SourceRecord> records = source.plan().stream().flatMap(source::read)) {
            return records.map(SourceRecord.Readable.class::cast)
                    .map(SourceRecord.Readable::document)
                    .filter(document -> document.key().key().equals(key))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
