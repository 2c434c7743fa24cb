package io.tabletalk.index.chroma;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/// The part of Chroma's HTTP API that is used, version 2.
@HttpExchange("/api/v2")
interface ChromaApi {

    String COLLECTIONS = "/tenants/{tenant}/databases/{database}/collections";
    String RECORDS = COLLECTIONS + "/{collection}";

    /// @param maxBatchSize the most records of one call
    record Limits(@Nullable Integer maxBatchSize) {}

    record Named(String name) {}

    /// @param metadata null when it has none
    record Collection(String id, String name, @Nullable Map<String, Object> metadata) {}

    record NewCollection(
            String name, boolean getOrCreate, Map<String, Object> metadata, Map<String, Object> configuration) {}

    /// @param embeddings each Base64 of its numbers, little-endian
    /// @param uris       one for each, or null for none
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Records(
            List<String> ids,
            List<String> embeddings,
            List<String> documents,
            List<Map<String, Object>> metadatas,
            @Nullable List<String> uris) {}

    /// @param where         condition on the metadata
    /// @param whereDocument condition on the text
    /// @param include       besides the ids: `documents`, `metadatas`, `embeddings`, `uris`
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Get(
            @Nullable List<String> ids,
            @Nullable Map<String, Object> where,
            @Nullable Map<String, Object> whereDocument,
            @Nullable Integer limit,
            @Nullable Integer offset,
            List<String> include) {}

    record Found(
            List<String> ids,
            @Nullable List<float[]> embeddings,
            @Nullable List<@Nullable String> documents,
            @Nullable List<@Nullable Map<String, Object>> metadatas,
            @Nullable List<@Nullable String> uris) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Query(
            List<float[]> queryEmbeddings,
            int nResults,
            @Nullable Map<String, Object> where,
            List<String> include) {}

    /// For each vector that was asked for, one list.
    record Nearest(List<List<String>> ids) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Delete(@Nullable List<String> ids, @Nullable Map<String, Object> where) {}

    @GetExchange("/pre-flight-checks")
    Limits limits();

    @GetExchange("/tenants/{tenant}")
    Named tenant(@PathVariable String tenant);

    @PostExchange("/tenants")
    void createTenant(@RequestBody Named tenant);

    @GetExchange("/tenants/{tenant}/databases/{database}")
    Named database(@PathVariable String tenant, @PathVariable String database);

    @PostExchange("/tenants/{tenant}/databases")
    void createDatabase(@PathVariable String tenant, @RequestBody Named database);

    @GetExchange(RECORDS)
    Collection collection(@PathVariable String tenant, @PathVariable String database, @PathVariable String collection);

    @PostExchange(COLLECTIONS)
    Collection createCollection(
            @PathVariable String tenant, @PathVariable String database, @RequestBody NewCollection collection);

    @GetExchange(RECORDS + "/count")
    long count(@PathVariable String tenant, @PathVariable String database, @PathVariable String collection);

    @PostExchange(RECORDS + "/upsert")
    void upsert(
            @PathVariable String tenant,
            @PathVariable String database,
            @PathVariable String collection,
            @RequestBody Records records);

    @PostExchange(RECORDS + "/get")
    Found get(
            @PathVariable String tenant,
            @PathVariable String database,
            @PathVariable String collection,
            @RequestBody Get wanted);

    @PostExchange(RECORDS + "/query")
    Nearest query(
            @PathVariable String tenant,
            @PathVariable String database,
            @PathVariable String collection,
            @RequestBody Query query);

    @PostExchange(RECORDS + "/delete")
    void delete(
            @PathVariable String tenant,
            @PathVariable String database,
            @PathVariable String collection,
            @RequestBody Delete unwanted);
}
