package io.tabletalk.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.tabletalk.knowledge.DocumentChange;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.ChangeFeed;
import io.tabletalk.source.ChangeFeed.Beginning;
import io.tabletalk.source.Changes;
import io.tabletalk.source.SourceException;
import io.tabletalk.testing.Mongo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What MongoDB's own ways ask of a feed.
class MongoFeedIT {

    private static final SourceId ID = new SourceId("live.notes");

    private final List<ChangeFeed> opened = new ArrayList<>();
    private Mongo mongo;

    @BeforeEach
    void createCollection() {
        mongo = Mongo.create();
        mongo.insert("note", "{_id: 1, title: 'One', body: 'First'}");
    }

    @AfterEach
    void close() {
        opened.forEach(ChangeFeed::close);
    }

    @Test
    void keysOfEveryTypeAreWrittenAsInAFullRead() {
        ChangeFeed feed = begun(Map.of());
        mongo.insert(
                "note",
                "{_id: '1', body: 'text'}",
                "{_id: {$oid: '55f14312c7447c3da7051b26'}, body: 'object id'}",
                "{_id: {$numberDecimal: '1.50'}, body: 'decimal'}",
                "{_id: {a: 1, b: 'x'}, body: 'document'}",
                "{_id: {$date: '2020-02-29T12:00:00Z'}, body: 'date'}");
        Map<String, DocumentChange> told = follow(feed, 5);

        assertThat(told.keySet())
                .containsExactlyInAnyOrderElementsOf(new MongoCollections(mongo, 10)
                        .documents("note").stream()
                                .map(document -> document.key().key())
                                .filter(key -> !key.equals("1"))
                                .toList());

        mongo.connect().getCollection("note").deleteMany(new Document());

        Map<String, DocumentChange> gone = follow(feed, 6);
        assertThat(gone.keySet()).containsAll(told.keySet()).contains("1");
        assertThat(gone.values()).allMatch(DocumentChange.Deleted.class::isInstance);
    }

    @Test
    void onlyTheChosenFieldsAreRead() {
        ChangeFeed feed = begun(Map.of("fields", List.of("body"), "text_fields", List.of("body")));

        set("title", "Changed");

        assertThat(text(Objects.requireNonNull(follow(feed, 1).get("1")))).isEqualTo("body: First");
    }

    @Test
    void manyChangesOfOneDocumentAreOneReadOfItsLastState() {
        ChangeFeed feed = begun(Map.of());
        set("body", "Second");
        set("body", "Third");
        feed.probe();

        List<DocumentChange> told = new ArrayList<>();
        String end = mongo.position();
        Changes changes = next(feed);
        told.addAll(changes.documents());
        while (changes.upTo().compareTo(feed.position(end)) < 0) {
            changes = next(feed);
            told.addAll(changes.documents());
        }

        assertThat(told).hasSize(1);
        assertThat(text(told.getFirst())).contains("Third").doesNotContain("Second");
    }

    @Test
    void aDroppedCollectionAsksForAFullReadAndWhatComesAfterItIsToldToo() {
        ChangeFeed feed = begun(Map.of());
        mongo.connect().getCollection("note").drop();
        mongo.insert("note", "{_id: 7, body: 'Made anew'}");

        Changes changes = next(feed);
        while (changes.readAgain() == null) {
            changes = next(feed);
        }

        assertThat(changes.readAgain()).contains("dropped");
        assertThat(follow(feed, 1)).containsKey("7");
    }

    @Test
    void otherFieldsAskForAFullRead() {
        ChangeFeed feed = open(Map.of());
        Beginning first = feed.begin("", "");

        Beginning next = open(Map.of("text_fields", List.of("body"))).begin(first.bookmark(), first.shape());

        assertThat(next.readFirst()).contains("fields");
    }

    @Test
    void aMissingCollectionIsRefusedByName() {
        Map<String, Object> settings = mongo.settings("boat");
        settings.put("live", true);
        ChangeFeed feed = open(settings);

        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> feed.begin("", ""))
                .withMessageContaining("boat");
    }

    @Test
    void anUnreachableServerMayAnswerLater() {
        ChangeFeed feed =
                open(Map.of("host", "127.0.0.1", "port", 1, "database", "shop", "collection", "note", "live", true));

        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> feed.begin("", ""))
                .matches(SourceException::isRetriable);
    }

    private void set(String field, String value) {
        mongo.connect()
                .getCollection("note")
                .updateOne(new Document("_id", 1), new Document("$set", new Document(field, value)));
    }

    private ChangeFeed begun(Map<String, Object> more) {
        ChangeFeed feed = open(more);
        feed.begin("", "");
        return feed;
    }

    private ChangeFeed open(Map<String, Object> more) {
        Map<String, Object> settings = more.containsKey("live") ? new HashMap<>() : mongo.settings("note");
        settings.put("live", true);
        settings.putAll(more);
        ChangeFeed feed = new MongoSourceFactory()
                .feed(ID, MongoCollections.settings(settings))
                .orElseThrow();
        opened.add(feed);
        return feed;
    }

    private static Changes next(ChangeFeed feed) {
        await().atMost(Duration.ofSeconds(30)).until(() -> feed.await(Duration.ofMillis(100)));
        Changes changes = feed.take(0);
        feed.acknowledge(changes);
        return changes;
    }

    private static Map<String, DocumentChange> follow(ChangeFeed feed, int documents) {
        Map<String, DocumentChange> told = new HashMap<>();
        while (told.size() < documents) {
            next(feed).documents().forEach(change -> told.put(change.key().key(), change));
        }
        return told;
    }

    private static String text(DocumentChange change) {
        return ((DocumentChange.Upserted) change).document().text();
    }
}
