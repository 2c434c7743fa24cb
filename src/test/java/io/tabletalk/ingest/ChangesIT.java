package io.tabletalk.ingest;

import static io.tabletalk.ingest.MemorySources.document;
import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.ingest.Batch.Kind;
import io.tabletalk.ingest.Batch.Status;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.SourceNews;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.testing.StateDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sources that can tell what has changed.
class ChangesIT {

    private static final SourceId ORDERS = new SourceId("orders");

    @TempDir
    Path directory;

    private final MemorySources sources = new MemorySources();
    private final MemoryIndex index = new MemoryIndex();
    private final List<String> marksAsked = new ArrayList<>();
    private StateDatabase database;
    private IngestFixture fixture;

    @BeforeEach
    void open() {
        database = StateDatabase.open(directory);
        fixture = new IngestFixture(database, sources, new CountingEngine(), index);
        holds("1", "2", "3");
        changes("m1");
    }

    @AfterEach
    void close() {
        fixture.close();
        database.close();
    }

    private void holds(String... keys) {
        List<SourceRecord> documents = new ArrayList<>();
        for (String key : keys) {
            documents.add(document(ORDERS, key, "text " + key));
        }
        sources.set(ORDERS, documents);
    }

    private void changes(String mark, SourceRecord... changed) {
        sources.changes = new MemorySources.Changes(mark, since -> {
            marksAsked.add(since);
            return List.of(changed);
        });
    }

    private Batch readChanges() {
        return fixture.finished(fixture.ingestion.startChanges(ORDERS).id());
    }

    @Test
    void theFirstReadIsOfEverything() {
        Batch batch = readChanges();

        assertThat(batch.kind()).isEqualTo(Kind.SYNC);
        assertThat(index.keys()).containsExactly("1", "2", "3");
        assertThat(marksAsked).isEmpty();
    }

    @Test
    void laterReadsAreOfWhatHasChanged() {
        readChanges();
        changes("m2", document(ORDERS, "2", "new text"), document(ORDERS, "4", "text 4"), new SourceRecord.Gone("1"));

        Batch batch = readChanges();

        assertThat(batch.kind()).isEqualTo(Kind.CHANGES);
        assertThat(batch.status()).isEqualTo(Status.COMPLETED);
        assertThat(batch.applied()).isEqualTo(3);
        assertThat(batch.added()).isEqualTo(1);
        assertThat(batch.updated()).isEqualTo(1);
        assertThat(batch.deleted()).isEqualTo(1);
        assertThat(batch.note()).isNull();
        assertThat(index.keys()).containsExactly("2", "3", "4");
        assertThat(index.texts()).contains("new text");
        assertThat(marksAsked).containsExactly("m1");

        changes("m3");
        readChanges();
        assertThat(marksAsked).containsExactly("m1", "m2");
        assertThat(index.keys()).containsExactly("2", "3", "4");
    }

    @Test
    void aReadThatIsAskedForIsOfEverything() {
        readChanges();
        holds("1");

        Batch batch = fixture.ingest(ORDERS);

        assertThat(batch.kind()).isEqualTo(Kind.SYNC);
        assertThat(index.keys()).containsExactly("1");
    }

    @Test
    void everythingIsReadWhenTheIndexIsLost() {
        readChanges();
        fixture.close();
        fixture = new IngestFixture(database, sources, new CountingEngine(), new MemoryIndex());

        Batch batch = readChanges();

        assertThat(batch.kind()).isEqualTo(Kind.SYNC);
        assertThat(batch.applied()).isEqualTo(3);
    }

    @Test
    void whatWasNotReadToItsEndIsReadAgain() {
        readChanges();
        changes("m2", document(ORDERS, "2", "new text"));
        AtomicBoolean broken = new AtomicBoolean(true);
        sources.onRead = record -> {
            if (broken.get()) {
                throw new IllegalStateException("Broken.");
            }
        };

        assertThat(readChanges().status()).isNotEqualTo(Status.COMPLETED);
        broken.set(false);

        assertThat(readChanges().applied()).isEqualTo(1);
        assertThat(marksAsked).containsOnly("m1");
        assertThat(index.texts()).contains("new text");
    }

    @Test
    void readsOfChangesThatWentWellDoNotPileUp() {
        readChanges();
        for (int i = 0; i < 10; i++) {
            changes("n" + i, document(ORDERS, "2", "text " + i));
            readChanges();
        }

        Awaitility.await().until(() -> {
            readChanges();
            return fixture.ingestion.recent(100).size() <= 4;
        });
        assertThat(fixture.ingestion.recent(100)).extracting(Batch::kind).contains(Kind.SYNC);
    }

    @Test
    void newsAreReadAndThoseThatComeTogetherAreOneRead() {
        readChanges();
        changes("m2", document(ORDERS, "2", "new text"));

        try (NewsReads news = new NewsReads(fixture.ingestion, fixture.store)) {
            for (int i = 0; i < 20; i++) {
                news.on(new SourceNews(ORDERS, true));
            }
            Awaitility.await().until(() -> index.texts().contains("new text"));
        }
        assertThat(fixture.ingestion.recent(100)).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void newsOfAnUnknownSourceAreLeft() {
        try (NewsReads news = new NewsReads(fixture.ingestion, fixture.store)) {
            news.on(new SourceNews(new SourceId("nobody"), true));
            news.on(new SourceNews(ORDERS, true));
            Awaitility.await().until(() -> index.keys().size() == 3);
        }
    }
}
