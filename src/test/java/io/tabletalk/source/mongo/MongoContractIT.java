package io.tabletalk.source.mongo;

import io.tabletalk.source.SourceContractTest;
import io.tabletalk.source.SourceFactory;
import io.tabletalk.testing.Mongo;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;

class MongoContractIT extends SourceContractTest<MongoSettings> {

    private Mongo mongo;

    @BeforeEach
    void fillCollection() {
        mongo = Mongo.create();
        mongo.insert(
                "bike",
                "{_id: 1, name: 'Heron', shop: {town: 'Leeds'}, notes: 'A light touring bicycle.'}",
                "{_id: 'A1', name: 'Otter', shop: {town: 'Hull'}, notes: 'Carries two crates of apples.'}",
                "{_id: '1', name: 'Wren', shop: {town: 'York'}, notes: 'Folds. 🚲'}",
                "{_id: {$oid: '55f14312c7447c3da7051b26'}, name: 'Lark', shop: {town: 'Bath'}, notes: 'مرحبا'}");
    }

    @Override
    protected SourceFactory<MongoSettings> factory() {
        return new MongoSourceFactory(2);
    }

    @Override
    protected Map<String, Object> settings() {
        return mongo.settings("bike");
    }

    @Override
    protected Map<String, Object> settingsOfMissing() {
        return mongo.settings("boat");
    }

    @Override
    protected Set<String> expectedKeys() {
        return Set.of("1", "A1", "\"1\"", "55f14312c7447c3da7051b26");
    }

    @Override
    protected List<String> expectedFields() {
        return List.of("_id", "name", "shop.town", "notes");
    }

    @Override
    protected List<String> expectedKeyFields() {
        return List.of("_id");
    }

    @Override
    protected String editOneDocument() {
        mongo.connect()
                .getCollection("bike")
                .updateOne(new Document("_id", "A1"), new Document("$set", new Document("notes", "Three crates.")));
        return "A1";
    }

    @Override
    protected int openResources() {
        return mongo.openCursors();
    }
}
