package io.tabletalk.ingest;

import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.ingest.passages.PassageSplitter;
import io.tabletalk.knowledge.Document;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// What the index should hold of documents, when the settings of the ingestion are the defaults.
public final class ExpectedDocuments {

    private ExpectedDocuments() {}

    public record Expected(String hash, int passages) {}

    /// By key.
    public static Map<String, Expected> of(Collection<Document> documents, EmbeddingEngine engine) {
        PassageSplitter splitter = new IngestSettings(
                        2, 2, 256, 256, 256, 32, Duration.ofMinutes(5), Duration.ofDays(7), Duration.ofSeconds(10))
                .splitter(engine);
        DocumentHash hash = new DocumentHash(splitter.version());
        Map<String, Expected> expected = new HashMap<>();
        documents.forEach(document -> expected.put(
                document.key().key(),
                new Expected(hash.of(document), splitter.split(document).size())));
        return expected;
    }
}
