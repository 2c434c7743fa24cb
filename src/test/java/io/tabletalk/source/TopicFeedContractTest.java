package io.tabletalk.source;

import io.tabletalk.testing.ConnectTopic;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// What every feed promises, for one that is told by the messages of a connector.
public abstract class TopicFeedContractTest extends ChangeFeedContractTest {

    private ConnectTopic topic;

    @BeforeEach
    void createTopic() {
        topic = ConnectTopic.create(1);
    }

    @AfterEach
    void closeTopic() {
        topic.close();
    }

    protected final Map<String, Object> followed(Map<String, Object> settings) {
        Map<String, Object> followed = new HashMap<>(settings);
        followed.put("changes", topic.settings());
        return followed;
    }

    /// The key as it stands in a message.
    protected Object messageKey(String key) {
        return key;
    }

    protected abstract void insertRow(String key, String text);

    protected abstract void updateRow(String key, String text);

    protected abstract void deleteRow(String key);

    @Override
    protected final void insert(String key, String text) {
        insertRow(key, text);
        topic.tell("c", messageKey(key));
    }

    @Override
    protected final void update(String key, String text) {
        updateRow(key, text);
        topic.tell("u", messageKey(key));
    }

    /// With the tombstone that connectors write after it.
    @Override
    protected final void delete(String key) {
        deleteRow(key);
        topic.tell("d", messageKey(key));
        topic.send("{\"id\":" + messageKey(key) + "}", null);
    }

    @Override
    protected final String position() {
        return topic.end();
    }

    @Override
    protected final boolean setsSomethingUp() {
        return false;
    }

    @Override
    protected final void losePlace() {
        topic.tell("u", messageKey("1"));
        topic.forget();
    }
}
