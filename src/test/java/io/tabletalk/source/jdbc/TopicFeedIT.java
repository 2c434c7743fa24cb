package io.tabletalk.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.tabletalk.knowledge.DocumentChange;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.ChangeFeed;
import io.tabletalk.source.ChangeFeed.Beginning;
import io.tabletalk.source.Changes;
import io.tabletalk.source.SourceException;
import io.tabletalk.testing.ConnectTopic;
import io.tabletalk.testing.Postgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// A table followed by the messages of a connector on a real broker, in the forms in which connectors write them.
class TopicFeedIT {

    private static final SourceId ID = new SourceId("notes");

    private final List<ChangeFeed> opened = new ArrayList<>();
    private final List<ConnectTopic> topics = new ArrayList<>();
    private LiveTable table;
    private ConnectTopic topic;

    @BeforeEach
    void createTableAndTopic() {
        table = LiveTable.create(Postgres.create());
        table.postgres().execute("INSERT INTO note VALUES (1, 'One', 1.50)");
        topic = remembered(ConnectTopic.create(1));
    }

    @AfterEach
    void close() {
        opened.forEach(ChangeFeed::close);
        topics.forEach(ConnectTopic::close);
    }

    @Test
    void aChangedKeyIsTheEndOfOneDocumentAndTheBeginningOfAnother() {
        ChangeFeed feed = begun(topic);
        table.postgres().execute("UPDATE note SET id = 9 WHERE id = 1");
        topic.send(withSchema("{\"id\":1}"), withSchema("{\"before\":{\"id\":1},\"after\":null,\"op\":\"d\"}"));
        topic.send(withSchema("{\"id\":1}"), null);
        topic.send(withSchema("{\"id\":9}"), withSchema("{\"before\":null,\"after\":{\"id\":9},\"op\":\"c\"}"));

        Map<String, DocumentChange> told = follow(feed, 2);

        assertThat(told.get("1")).isInstanceOf(DocumentChange.Deleted.class);
        assertThat(told.get("9")).isInstanceOf(DocumentChange.Upserted.class);
    }

    @Test
    void aFlattenedMessageTellsTheSame() {
        ChangeFeed feed = begun(topic);
        topic.send("{\"id\":1}", "{\"id\":1,\"body\":\"never read from here\"}");

        assertThat(follow(feed, 1).get("1"))
                .isInstanceOfSatisfying(
                        DocumentChange.Upserted.class,
                        change -> assertThat(change.document().text()).isEqualTo("body: One"));
    }

    @Test
    void removingAllRowsAtOnceAsksForAFullRead() {
        ChangeFeed feed = begun(topic);
        topic.send(null, "{\"before\":null,\"after\":null,\"source\":{\"ts_ms\":1732200000000},\"op\":\"t\"}");

        assertThat(next(feed).readAgain()).contains("removed at once");
    }

    @Test
    void aMessageThatNoConnectorWritesIsToldWithItsPlace() {
        ChangeFeed feed = begun(topic);
        topic.tell("u", 1);
        topic.send("\u0000\u0001Avro", "\u0000\u0001Avro");

        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> feed.await(Duration.ofSeconds(30)))
                .withMessageContaining("Message 1 of topic")
                .withMessageContaining("JsonConverter");
    }

    @Test
    void aKeyThatIsNotThePrimaryKeyIsRefused() {
        ChangeFeed feed = begun(topic);
        topic.send("{\"body\":\"One\"}", "{\"op\":\"u\"}");
        await().until(() -> feed.await(Duration.ofMillis(100)));

        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> feed.take(0))
                .withMessageContaining("'id'");
    }

    @Test
    void aTopicOfSeveralPartitionsIsRefused() {
        ChangeFeed feed = open(remembered(ConnectTopic.create(3)));

        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> feed.begin("", ""))
                .withMessageContaining("3 partitions")
                .matches(failure -> !failure.isRetriable());
    }

    @Test
    void aTopicThatIsNotThereYetMayComeLater() {
        ChangeFeed feed = open(remembered(ConnectTopic.missing()));

        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> feed.begin("", ""))
                .withMessageContaining("There is no topic")
                .matches(SourceException::isRetriable);
    }

    @Test
    void aTopicThatWasMadeAnewAsksForAFullRead() {
        ChangeFeed feed = open(topic);
        Beginning first = feed.begin("", "");
        topic.tell("u", 1);
        Changes changes = next(feed);
        feed.close();

        ConnectTopic anew = remembered(ConnectTopic.create(1));

        assertThat(open(anew).begin(changes.bookmark(), first.shape()).readFirst())
                .contains("made anew");
    }

    @Test
    void aNewColumnAsksForAFullRead() {
        ChangeFeed feed = open(topic);
        Beginning first = feed.begin("", "");
        table.postgres().execute("ALTER TABLE note ADD COLUMN author text DEFAULT 'Ada'");
        topic.tell("u", 1);
        await().until(() -> feed.await(Duration.ofMillis(100)));

        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> feed.take(0))
                .withMessageContaining("columns");
        feed.close();
        assertThat(open(topic).begin(first.bookmark(), first.shape()).readFirst())
                .contains("fields");
    }

    private static String withSchema(String payload) {
        return JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "schema",
                        Map.of("type", "struct", "fields", List.of(), "optional", false),
                        "payload",
                        JsonMapper.shared().readTree(payload)));
    }

    private ConnectTopic remembered(ConnectTopic made) {
        topics.add(made);
        return made;
    }

    private ChangeFeed begun(ConnectTopic followed) {
        ChangeFeed feed = open(followed);
        feed.begin("", "");
        return feed;
    }

    private ChangeFeed open(ConnectTopic followed) {
        Map<String, Object> settings = new HashMap<>(table.postgres().settings("note"));
        settings.put("changes", followed.settings());
        ChangeFeed feed = table.feed(ID, settings);
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
}
