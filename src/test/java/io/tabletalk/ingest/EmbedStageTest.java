package io.tabletalk.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.embedding.EmbeddingCache;
import io.tabletalk.embedding.PassageEmbedder;
import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.index.DocumentUpdate.EmbeddedPassage;
import io.tabletalk.ingest.passages.PassageSplitter;
import io.tabletalk.knowledge.Document;
import io.tabletalk.knowledge.DocumentChange;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.Metadata;
import io.tabletalk.knowledge.Place;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.knowledge.SourcePosition;
import io.tabletalk.pipeline.Topic;
import io.tabletalk.pipeline.local.LocalTransport;
import io.tabletalk.testing.StateDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbedStageTest {

    private static final int TOKENS = 96;

    @TempDir
    private Path directory;

    private final List<VectorUpdate> updates = new ArrayList<>();
    private final CountingEngine engine = new CountingEngine();
    private StateDatabase database;
    private LocalTransport transport;

    @BeforeEach
    void open() {
        database = StateDatabase.open(directory);
        transport = new LocalTransport(1_000, 1_000_000, Duration.ofSeconds(10));
    }

    @AfterEach
    void close() {
        transport.close();
        database.close();
    }

    @Test
    void passagesComeWithTheirTokensButThoseOfAVeryLongDocumentWithout() {
        EmbedStage stage = new EmbedStage(
                new PassageSplitter(engine, TOKENS, 0),
                new PassageEmbedder(engine, EmbeddingCache.NONE, true),
                new DocumentHash("1"),
                IngestFixture.store(database),
                new Recording());

        stage.handle(List.of(
                request("first", "Assam is malty."),
                request("long", "Tea and milk with sugar. ".repeat(30_000)),
                request("last", "Assam lies in India. ".repeat(60))));

        assertThat(updates).extracting(update -> update.update().key().key()).containsExactly("first", "long", "last");
        assertThat(passages(0))
                .isNotEmpty()
                .allMatch(passage -> passage.tokens().isKnown());
        assertThat(passages(1))
                .hasSizeGreaterThan(1_000)
                .noneMatch(passage -> passage.tokens().isKnown());
        assertThat(passages(2))
                .hasSizeGreaterThan(1)
                .allMatch(passage -> passage.tokens().isKnown());
    }

    private List<EmbeddedPassage> passages(int update) {
        return ((DocumentUpdate.Replace) updates.get(update).update()).passages();
    }

    private static EmbeddingRequest request(String key, String text) {
        Document document =
                new Document(new DocumentKey(new SourceId("tea"), key), "", text, Metadata.EMPTY, Place.WHOLE);
        return new EmbeddingRequest(
                new Origin("live", Origin.LIVE, 1, 0, false),
                new DocumentChange.Upserted(document, SourcePosition.readAt(Instant.EPOCH)));
    }

    /// Notes what is to be applied.
    private final class Recording extends ForwardingTransport {

        Recording() {
            super(transport);
        }

        @Override
        public <M> void publish(Topic<M> topic, M message) {
            if (message instanceof VectorUpdate update) {
                updates.add(update);
            }
        }
    }
}
