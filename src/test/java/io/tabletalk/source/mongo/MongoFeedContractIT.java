package io.tabletalk.source.mongo;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.tabletalk.source.ChangeFeed;
import io.tabletalk.source.ChangeFeedContractTest;
import io.tabletalk.source.Source;
import io.tabletalk.testing.Mongo;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;

class MongoFeedContractIT extends ChangeFeedContractTest {

    private Mongo mongo;

    @BeforeEach
    void fillCollection() {
        mongo = Mongo.create();
        mongo.insert("note", "{_id: 1, body: 'One', price: 1.5}", "{_id: 2, body: 'Two', price: 2}");
    }

    @Override
    protected ChangeFeed feed() {
        return new MongoSourceFactory()
                .feed(ID, MongoCollections.settings(liveSettings()))
                .orElseThrow();
    }

    @Override
    protected Source source() {
        return new MongoSourceFactory().open(ID, MongoCollections.settings(liveSettings()));
    }

    private Map<String, Object> liveSettings() {
        Map<String, Object> settings = mongo.settings("note");
        settings.put("live", true);
        return settings;
    }

    @Override
    protected void insert(String key, String text) {
        mongo.connect().getCollection("note").insertOne(new Document("_id", Integer.valueOf(key)).append("body", text));
    }

    @Override
    protected void update(String key, String text) {
        mongo.connect()
                .getCollection("note")
                .updateOne(new Document("_id", Integer.valueOf(key)), new Document("$set", new Document("body", text)));
    }

    @Override
    protected void delete(String key) {
        mongo.connect().getCollection("note").deleteOne(new Document("_id", Integer.valueOf(key)));
    }

    @Override
    protected String position() {
        return mongo.position();
    }

    @Override
    protected boolean setsSomethingUp() {
        return false;
    }

    @Override
    protected void losePlace() {
        assumeFalse(Mongo.isReal(), "The oplog of a real server cannot be cut short here.");
        mongo.insert("other", "{_id: 1}");
        Mongo.forgetHistory();
    }
}
