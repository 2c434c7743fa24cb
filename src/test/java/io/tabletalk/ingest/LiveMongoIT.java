package io.tabletalk.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.ReplaceOptions;
import io.tabletalk.TabletalkApplication;
import io.tabletalk.index.IndexedDocument;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.Freshness;
import io.tabletalk.source.LiveState;
import io.tabletalk.source.LiveState.State;
import io.tabletalk.source.Sources;
import io.tabletalk.testing.Mongo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// A collection followed live, on the whole server.
@SpringBootTest(classes = TabletalkApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class LiveMongoIT {

    private static final SourceId ID = new SourceId("note");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    static Path data;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("tabletalk.data-dir", data::toString);
        registry.add("tabletalk.sample-data", () -> "false");
    }

    @Autowired
    Sources sources;

    @Autowired
    Ingestion ingestion;

    @Autowired
    Freshness freshness;

    @Autowired
    KnowledgeIndex index;

    private Mongo mongo;
    private MongoCollection<Document> notes;

    @BeforeEach
    void followCollection() {
        mongo = Mongo.create();
        mongo.insert("note", "{_id: 1, body: 'Herons fish at dawn'}", "{_id: 2, body: 'Otters carry apples'}");
        notes = mongo.connect().getCollection("note");
        Map<String, Object> settings = mongo.settings("note");
        settings.put("live", true);
        sources.define(Optional.of(ID), "mongodb", settings);
        await().atMost(PATIENCE)
                .until(() -> freshness.state(ID).map(LiveState::state).equals(Optional.of(State.FOLLOWING)));
    }

    @AfterEach
    void removeSource() {
        Batch removal = ingestion.remove(ID);
        await().atMost(PATIENCE).until(() -> isFinal(removal));
        assertThat(index.documentCount(ID)).isZero();
    }

    @Test
    void everyWriteIsThereForWhoWaitsForIt() {
        for (int i = 10; i < 40; i++) {
            notes.insertOne(new Document("_id", i).append("body", "Parcel number " + i));
            catchUp();
            assertThat(keys()).contains(Integer.toString(i));
            notes.deleteOne(new Document("_id", i));
            catchUp();
            assertThat(keys()).doesNotContain(Integer.toString(i));
        }
    }

    @Test
    void aDroppedCollectionThatComesBackIsReadAgain() {
        notes.drop();
        mongo.insert("note", "{_id: 5, body: 'The only one'}");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(keys()).containsExactly("5"));
    }

    @Test
    void randomChangesAndFullReadsAtTheSameTimeEndAsTheCollectionIs() {
        Random random = new Random(42);
        for (int i = 0; i < 300; i++) {
            int id = random.nextInt(40);
            if (random.nextInt(4) == 0) {
                notes.deleteOne(new Document("_id", id));
            } else {
                notes.replaceOne(
                        new Document("_id", id),
                        new Document("_id", id).append("body", "Revision " + i),
                        new ReplaceOptions().upsert(true));
            }
            if (i % 100 == 50) {
                ingestion.start(ID);
            }
        }
        await().atMost(PATIENCE)
                .until(() -> ingestion.recent(ID, 20, 0).stream()
                        .allMatch(batch -> batch.status().isFinal()));
        catchUp();

        assertThat(keys()).hasSize((int) notes.countDocuments());
        Batch audit = ingestion.start(ID);
        await().atMost(PATIENCE).until(() -> isFinal(audit));
        Batch ended = ingestion.find(audit.id()).orElseThrow();
        assertThat(ended.applied()).as("documents that the index had otherwise").isZero();
        assertThat(ended.removed()).as("documents that are gone").isZero();
    }

    private void catchUp() {
        freshness.await(List.of(ID), mongo.position(), PATIENCE);
    }

    private boolean isFinal(Batch batch) {
        return ingestion.find(batch.id()).orElseThrow().status().isFinal();
    }

    private Set<String> keys() {
        try (Stream<IndexedDocument> documents = index.documents(ID)) {
            return documents.map(document -> document.key().key()).collect(Collectors.toSet());
        }
    }
}
