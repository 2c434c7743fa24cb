package io.tabletalk.ingest.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tabletalk.ingest.Batch;
import io.tabletalk.ingest.Ingestion;
import io.tabletalk.web.ApiException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Starts and follows the reading of data in the words of the system that Tabletalk replaces, for its clients. In these
/// words a running batch is `processing`.
@RestController
@Tag(name = "Ingestion", description = "Reads data into the index, in the background")
class IngestController {

    private final SourceStarter starter;
    private final Ingestion ingestion;

    IngestController(SourceStarter starter, Ingestion ingestion) {
        this.starter = starter;
        this.ingestion = ingestion;
    }

    /// @param dbType            the kind of source
    /// @param connectionParams  the kind's settings: `host`, `port`, `database`, `username`, `password`, or a
    ///                          `connection_string`, or a `file_path`
    /// @param tableOrCollection what to read there
    /// @param columnsOrFields   the fields to read; all when missing
    /// @param textFields        the fields to search by meaning; found out when missing
    record IngestRequest(
            @Schema(example = "postgresql") @NotBlank String dbType,

            @Schema(example = """
                    {"host": "127.0.0.1", "port": 5432, "database": "shop", "username": "reader", "password": "…"}
                    """) @Nullable Map<String, Object> connectionParams,
            @Schema(example = "orders") @Nullable String tableOrCollection,
            @Nullable List<String> columnsOrFields,
            @Nullable List<String> textFields) {

        Map<String, Object> settings() {
            Map<String, Object> settings = new LinkedHashMap<>();
            (connectionParams == null ? Map.<String, Object>of() : connectionParams)
                    .forEach((name, value) -> putIfPresent(settings, name, value));
            putIfPresent(settings, "table_or_collection", tableOrCollection);
            putIfPresent(settings, "columns_or_fields", columnsOrFields);
            putIfPresent(settings, "text_fields", textFields);
            return settings;
        }

        Map<String, Object> masked() {
            Map<String, Object> config = new LinkedHashMap<>();
            config.put("db_type", dbType);
            putIfPresent(config, "connection_params", connectionParams);
            putIfPresent(config, "table_or_collection", tableOrCollection);
            putIfPresent(config, "columns_or_fields", columnsOrFields);
            putIfPresent(config, "text_fields", textFields);
            return Masking.mask(config);
        }

        private static void putIfPresent(Map<String, Object> map, String name, @Nullable Object value) {
            if (value != null && !value.equals(List.of())) {
                map.put(name, value);
            }
        }
    }

    /// @param config the request, with credentials masked
    record Started(String message, String status, String batchId, Map<String, Object> config) {}

    /// @param totalDocuments     null until everything is read
    /// @param progressPercentage 0 to 100, null until the total is known
    /// @param unknownSince       when Redis, which shows how batches go on, does not answer: all the rest is as it
    /// was
    ///                           then. Null otherwise
    /// @param errorMessage       what failed beside single documents, or else what was left undone, or null
    record Progress(
            String batchId,
            String status,
            @Nullable Long totalDocuments,
            long processedDocuments,
            long failedDocuments,
            @Nullable Double progressPercentage,
            @Nullable String errorMessage,
            @Nullable Instant unknownSince,
            Instant timestamp) {
        static Progress of(Batch batch) {
            return new Progress(
                    batch.id(),
                    batch.status() == Batch.Status.RUNNING
                            ? "processing"
                            : batch.status().name().toLowerCase(Locale.ROOT),
                    batch.total(),
                    batch.processed(),
                    batch.failed(),
                    batch.progressPercentage(),
                    batch.error() == null ? batch.note() : batch.error(),
                    batch.unknownSince(),
                    batch.updatedAt());
        }
    }

    record RecentBatches(List<Progress> recentBatches) {}

    @PostMapping("/ingest-data")
    @Operation(summary = "Reads a table, a collection or a file, in the background")
    Started ingest(@Valid @RequestBody IngestRequest request) {
        return start(request, "processing");
    }

    @PostMapping("/ingest-data-async")
    @Operation(summary = "The same, answered as queued")
    Started ingestAsync(@Valid @RequestBody IngestRequest request) {
        return start(request, "queued");
    }

    @PostMapping("/ingest-csv")
    @Operation(summary = "Reads a CSV file, in the background")
    Started ingestCsv(@RequestBody Map<String, Object> request) {
        Map<String, Object> settings = new LinkedHashMap<>(request);
        settings.values().removeIf(value -> value == null);
        Batch batch = starter.start("csv", settings);
        return new Started(message(batch), "processing", batch.id(), Masking.mask(settings));
    }

    @GetMapping("/ingest-status/{batchId}")
    @Operation(
            summary = "How far a batch is",
            description =
                    "After a restart of the server the counts may go back for a moment: what was not certain to be"
                            + " done is read and counted anew.")
    Progress status(@PathVariable String batchId) {
        return Progress.of(ingestion.find(batchId).orElseThrow(() -> batchNotFound(batchId)));
    }

    @GetMapping("/recent-batches")
    @Operation(summary = "The latest batches, newest first")
    RecentBatches recent(@RequestParam(defaultValue = "20") @Min(1) @Max(1_000) int limit) {
        return new RecentBatches(
                ingestion.recent(limit).stream().map(Progress::of).toList());
    }

    static ApiException batchNotFound(String batchId) {
        return ApiException.notFound("batch_not_found", "There is no batch '" + batchId + "'.");
    }

    private Started start(IngestRequest request, String status) {
        Batch batch = starter.start(request.dbType(), request.settings());
        return new Started(message(batch), status, batch.id(), request.masked());
    }

    private static String message(Batch batch) {
        return "Reading of '" + batch.source() + "' has started. Follow it at /ingest-status/" + batch.id();
    }
}
