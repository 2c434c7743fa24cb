package io.tabletalk.index.chroma;

import io.tabletalk.index.chroma.ChromaApi.Delete;
import io.tabletalk.index.chroma.ChromaApi.Found;
import io.tabletalk.index.chroma.ChromaApi.Get;
import io.tabletalk.index.chroma.ChromaApi.Query;
import io.tabletalk.index.chroma.ChromaApi.Records;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One collection of records on the server.
record ChromaCollection(ChromaApi api, String tenant, String database, String id) {

    /// A request with more ids grows larger than it is worth.
    private static final int IDS_AT_ONCE = 500;

    /// @param document null when it was not asked for
    /// @param metadata empty when it was not asked for
    /// @param vector   null when it was not asked for
    record Entry(String id, @Nullable String document, Map<String, Object> metadata, float @Nullable [] vector) {}

    long count() {
        return api.count(tenant, database, id);
    }

    void upsert(Records records) {
        api.upsert(tenant, database, id, records);
    }

    void delete(Map<String, Object> where) {
        api.delete(tenant, database, id, new Delete(null, where));
    }

    void delete(List<String> ids) {
        for (List<String> some : parts(ids)) {
            api.delete(tenant, database, id, new Delete(some, null));
        }
    }

    /// The ids of records; null is any.
    List<String> ids(
            @Nullable Map<String, Object> where,
            @Nullable Map<String, Object> whereDocument,
            @Nullable Integer limit,
            @Nullable Integer offset) {
        return api.get(tenant, database, id, new Get(null, where, whereDocument, limit, offset, List.of()))
                .ids();
    }

    /// The URI of each record that has one, by id.
    Map<String, String> uris(Map<String, Object> where) {
        Found found = api.get(tenant, database, id, new Get(null, where, null, null, null, List.of("uris")));
        Map<String, String> uris = new LinkedHashMap<>();
        for (int i = 0; i < found.ids().size(); i++) {
            String uri = found.uris() == null ? null : found.uris().get(i);
            if (uri != null) {
                uris.put(found.ids().get(i), uri);
            }
        }
        return uris;
    }

    /// The records of these ids that are there.
    Map<String, Entry> entries(Collection<String> ids, String... include) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (List<String> some : parts(List.copyOf(ids))) {
            Get wanted = new Get(some, null, null, null, null, List.of(include));
            Found found = api.get(tenant, database, id, wanted);
            for (int i = 0; i < found.ids().size(); i++) {
                Map<String, Object> metadata =
                        found.metadatas() == null ? null : found.metadatas().get(i);
                String document =
                        found.documents() == null ? null : found.documents().get(i);
                float[] vector =
                        found.embeddings() == null ? null : found.embeddings().get(i);
                Entry entry = new Entry(found.ids().get(i), document, metadata == null ? Map.of() : metadata, vector);
                entries.put(entry.id(), entry);
            }
        }
        return entries;
    }

    /// The ids of about the nearest records to a vector, nearest first. It may miss some, above all where many vectors
    /// are equal.
    ///
    /// @param where only those; null for any
    List<String> nearest(float[] vector, int limit, @Nullable Map<String, Object> where) {
        Query query = new Query(List.of(vector), limit, where, List.of());
        return api.query(tenant, database, id, query).ids().getFirst();
    }

    private static List<List<String>> parts(List<String> ids) {
        List<List<String>> parts = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += IDS_AT_ONCE) {
            parts.add(ids.subList(from, Math.min(ids.size(), from + IDS_AT_ONCE)));
        }
        return parts;
    }
}
