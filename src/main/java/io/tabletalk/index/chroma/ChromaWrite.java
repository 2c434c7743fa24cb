package io.tabletalk.index.chroma;

import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.index.DocumentUpdate.EmbeddedPassage;
import io.tabletalk.index.chroma.ChromaApi.Records;
import io.tabletalk.index.chroma.ChromaServer.Collections;
import io.tabletalk.index.chroma.RecordIds.PassageId;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes documents in steps after each of which a search sees every document whole: the new passages; the records that
/// make them the current ones; then the old passages go. Each step may be repeated.
final class ChromaWrite {

    /// Far below what the server takes in one request by default, 40 MB.
    private static final int MOST_CHARACTERS = 8_000_000;

    private final Collections collections;

    ChromaWrite(Collections collections) {
        this.collections = collections;
    }

    void write(Collection<DocumentUpdate> updates) {
        List<DocumentUpdate.Replace> replaced = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        for (DocumentUpdate update : updates) {
            switch (update) {
                case DocumentUpdate.Replace replace -> replaced.add(replace);
                case DocumentUpdate.Remove remove -> removed.add(RecordIds.document(remove.key()));
            }
        }
        writePassages(replaced);
        writeDocuments(replaced);
        collections.documents().delete(removed);
        deleteOldPassages(replaced, removed);
    }

    private void writePassages(List<DocumentUpdate.Replace> updates) {
        Writer writer = new Writer(collections.passages());
        for (DocumentUpdate.Replace update : updates) {
            String document = RecordIds.document(update.key());
            String version = RecordIds.version(update);
            Map<String, Object> shared = FlatMetadata.of(update.metadata());
            for (EmbeddedPassage passage : update.passages()) {
                Map<String, Object> metadata = new HashMap<>(shared);
                metadata.put(DocumentEntry.SOURCE, update.key().source().value());
                metadata.put(PassageEntry.DOCUMENT, document);
                metadata.put(PassageEntry.VERSION, version);
                metadata.put(PassageEntry.PLACE, PassageEntry.rest(passage.passage()));
                writer.add(
                        new PassageId(document, version, passage.passage().ordinal()).toString(),
                        passage.vector(),
                        passage.passage().textWith(update.metadata()),
                        metadata,
                        null);
            }
        }
        writer.flush();
    }

    private void writeDocuments(List<DocumentUpdate.Replace> updates) {
        Instant now = Instant.now(Clock.systemUTC());
        Writer writer = new Writer(collections.documents());
        for (DocumentUpdate.Replace update : updates) {
            String id = RecordIds.document(update.key());
            Map<String, Object> metadata = DocumentEntry.metadata(update, now);
            writer.add(
                    id,
                    place(id),
                    DocumentEntry.text(update),
                    metadata,
                    update.key().key());
        }
        writer.flush();
    }

    /// Every record has to have a vector. These are never searched, and lie on a circle, since a graph of equal ones
    /// would be slow to build.
    private static float[] place(String id) {
        double angle = 2 * Math.PI * Integer.parseInt(id.substring(0, 6), 16) / 0x1000000;
        return new float[] {(float) Math.cos(angle), (float) Math.sin(angle)};
    }

    private void deleteOldPassages(List<DocumentUpdate.Replace> replaced, List<String> removed) {
        if (!removed.isEmpty()) {
            collections.passages().delete(Map.of(PassageEntry.DOCUMENT, Map.of("$in", removed)));
        }
        if (!replaced.isEmpty()) {
            List<String> documents = replaced.stream()
                    .map(update -> RecordIds.document(update.key()))
                    .toList();
            List<String> versions = replaced.stream().map(RecordIds::version).toList();
            collections
                    .passages()
                    .delete(Map.of(
                            "$and",
                            List.of(
                                    Map.of(PassageEntry.DOCUMENT, Map.of("$in", documents)),
                                    Map.of(PassageEntry.VERSION, Map.of("$nin", versions)))));
        }
    }

    /// Collects records and writes them in calls that the server takes.
    private final class Writer {

        private final ChromaCollection collection;
        private final List<String> ids = new ArrayList<>();
        private final List<String> embeddings = new ArrayList<>();
        private final List<String> documents = new ArrayList<>();
        private final List<Map<String, Object>> metadatas = new ArrayList<>();
        private final List<String> uris = new ArrayList<>();
        private long characters;

        Writer(ChromaCollection collection) {
            this.collection = collection;
        }

        void add(String id, float[] vector, String document, Map<String, Object> metadata, @Nullable String uri) {
            String embedding = encoded(vector);
            long size = embedding.length() + document.length() + sizeOf(metadata);
            if (ids.size() == collections.maxRecords() || characters + size > MOST_CHARACTERS) {
                flush();
            }
            ids.add(id);
            embeddings.add(embedding);
            documents.add(document);
            metadatas.add(metadata);
            if (uri != null) {
                uris.add(uri);
            }
            characters += size;
        }

        void flush() {
            if (!ids.isEmpty()) {
                collection.upsert(new Records(
                        List.copyOf(ids),
                        List.copyOf(embeddings),
                        List.copyOf(documents),
                        List.copyOf(metadatas),
                        uris.isEmpty() ? null : List.copyOf(uris)));
                ids.clear();
                embeddings.clear();
                documents.clear();
                metadatas.clear();
                uris.clear();
                characters = 0;
            }
        }

        private static long sizeOf(Map<String, Object> metadata) {
            return metadata.entrySet().stream()
                    .mapToLong(each ->
                            each.getKey().length() + each.getValue().toString().length() + 8L)
                    .sum();
        }

        private static String encoded(float[] vector) {
            ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * vector.length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(vector);
            return Base64.getEncoder().encodeToString(bytes.array());
        }
    }
}
