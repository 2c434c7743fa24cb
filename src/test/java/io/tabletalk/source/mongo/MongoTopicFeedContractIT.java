package io.tabletalk.source.mongo;

import io.tabletalk.source.ChangeFeed;
import io.tabletalk.source.Source;
import io.tabletalk.source.TopicFeedContractTest;
import io.tabletalk.testing.Mongo;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;

class MongoTopicFeedContractIT extends TopicFeedContractTest {

    private Mongo mongo;

    @BeforeEach
    void fillCollection() {
        mongo = Mongo.create();
        mongo.insert("note", "{_id: 1, body: 'One', price: 1.5}", "{_id: 2, body: 'Two', price: 2}");
    }

    /// A text that holds extended JSON.
    @Override
    protected Object messageKey(String key) {
        return "\"{\\\"$numberLong\\\": \\\"" + key + "\\\"}\"";
    }

    @Override
    protected ChangeFeed feed() {
        return new MongoSourceFactory()
                .feed(ID, MongoCollections.settings(followed(mongo.settings("note"))))
                .orElseThrow();
    }

    @Override
    protected Source source() {
        return new MongoSourceFactory().open(ID, MongoCollections.settings(mongo.settings("note")));
    }

    @Override
    protected void insertRow(String key, String text) {
        mongo.connect().getCollection("note").insertOne(new Document("_id", Long.valueOf(key)).append("body", text));
    }

    @Override
    protected void updateRow(String key, String text) {
        mongo.connect()
                .getCollection("note")
                .updateOne(new Document("_id", Long.valueOf(key)), new Document("$set", new Document("body", text)));
    }

    @Override
    protected void deleteRow(String key) {
        mongo.connect().getCollection("note").deleteOne(new Document("_id", Long.valueOf(key)));
    }
}
