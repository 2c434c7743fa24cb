package io.tabletalk.index.langchain4j;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.filter.Filter;
import dev.langchain4j.store.embedding.filter.MetadataFilterBuilder;
import io.tabletalk.index.DocumentUpdate.EmbeddedPassage;
import io.tabletalk.index.DocumentUpdate.Replace;
import io.tabletalk.index.IndexException;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.Passage;
import io.tabletalk.knowledge.SourceId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// Passages as they lie in the store: each with the version of its document, and all that is shown of it.
final class Passages {

    static final String SOURCE = "source";
    private static final String DOCUMENT = "document";
    private static final String VERSION = "version";
    private static final String PASSAGE = "passage";
    private static final int AT_ONCE = 500;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final EmbeddingStore<TextSegment> store;
    private final int dimensions;

    /// @param dimensions of all vectors
    Passages(EmbeddingStore<TextSegment> store, int dimensions) {
        this.store = store;
        this.dimensions = dimensions;
    }

    void add(List<Replace> documents) {
        List<String> ids = new ArrayList<>();
        List<Embedding> vectors = new ArrayList<>();
        List<TextSegment> segments = new ArrayList<>();
        for (Replace document : documents) {
            String version = Entry.version(document.contentHash(), document.position());
            ids.addAll(Entry.ids(document.key(), version, document.passages().size()));
            for (EmbeddedPassage each : document.passages()) {
                vectors.add(Embedding.from(each.vector()));
                segments.add(segment(document.key(), version, each.passage()));
            }
        }
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            int to = Math.min(from + AT_ONCE, ids.size());
            store.addAll(ids.subList(from, to), vectors.subList(from, to), segments.subList(from, to));
        }
    }

    void remove(List<Catalogue.Leftover> leftovers) {
        List<String> ids = leftovers.stream()
                .flatMap(each -> Entry.ids(each.key(), each.version(), each.passages()).stream())
                .toList();
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            store.removeAll(ids.subList(from, Math.min(from + AT_ONCE, ids.size())));
        }
    }

    /// Those of one document, in order. A store does not give by name, only what is near and satisfies a filter.
    List<Passage> of(Entry entry) {
        if (entry.passages() == 0) {
            return List.of();
        }
        Filter filter = MetadataFilterBuilder.metadataKey(VERSION)
                .isEqualTo(entry.version())
                .and(MetadataFilterBuilder.metadataKey(DOCUMENT)
                        .isEqualTo(entry.key().key()))
                .and(MetadataFilterBuilder.metadataKey(SOURCE)
                        .isEqualTo(entry.key().source().value()));
        List<Passage> found = store
                .search(EmbeddingSearchRequest.builder()
                        .queryEmbedding(Embedding.from(anyVector()))
                        .filter(filter)
                        .maxResults(entry.passages())
                        .minScore(0.0)
                        .build())
                .matches()
                .stream()
                .map(Passages::passage)
                .sorted(Comparator.comparing(Passage::ordinal))
                .toList();
        if (found.size() != entry.passages()) {
            throw new IndexException(
                    "The store gave " + found.size() + " of " + entry.passages() + " passages of " + entry.key() + ".",
                    new IllegalStateException("not all passages"));
        }
        return found;
    }

    /// Whether the store answers.
    boolean probe() {
        store.search(EmbeddingSearchRequest.builder()
                .queryEmbedding(Embedding.from(anyVector()))
                .maxResults(1)
                .build());
        return true;
    }

    private float[] anyVector() {
        float[] vector = new float[dimensions];
        Arrays.fill(vector, (float) (1 / Math.sqrt(dimensions)));
        return vector;
    }

    static DocumentKey key(EmbeddingMatch<TextSegment> match) {
        Metadata metadata = match.embedded().metadata();
        return new DocumentKey(
                new SourceId(String.valueOf(metadata.getString(SOURCE))), String.valueOf(metadata.getString(DOCUMENT)));
    }

    static String version(EmbeddingMatch<TextSegment> match) {
        return String.valueOf(match.embedded().metadata().getString(VERSION));
    }

    static Passage passage(EmbeddingMatch<TextSegment> match) {
        return JSON.readValue(String.valueOf(match.embedded().metadata().getString(PASSAGE)), Passage.class);
    }

    private static TextSegment segment(DocumentKey key, String version, Passage passage) {
        Metadata metadata = new Metadata()
                .put(SOURCE, key.source().value())
                .put(DOCUMENT, key.key())
                .put(VERSION, version)
                .put(PASSAGE, JSON.writeValueAsString(passage));
        return TextSegment.from(passage.embeddedText(), metadata);
    }
}
