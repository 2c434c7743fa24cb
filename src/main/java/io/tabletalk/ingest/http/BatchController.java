package io.tabletalk.ingest.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tabletalk.ingest.Batch;
import io.tabletalk.ingest.Ingestion;
import io.tabletalk.pipeline.DeadLetters;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// Batches: full reads of sources, and removals of sources.
@RestController
@RequestMapping("/api")
@Tag(name = "Batches", description = "Full reads of sources, counted document by document")
class BatchController {

    private final Ingestion ingestion;
    private final BatchEvents events;

    BatchController(Ingestion ingestion, BatchEvents events) {
        this.ingestion = ingestion;
        this.events = events;
    }

    /// @param kind   `sync`, `changes`, `reindex` or `removal`
    /// @param phase  what a running batch is doing: planning, reading, sweeping, retrying, cancelling
    /// @param total  documents of the source; null until everything is read
    /// @param embedded documents that are through the embedding, or at their end without it, as unchanged ones
    /// @param applied new, changed, or gone as the source said: `added`, `updated` and part of `deleted`
    /// @param added   documents that the index did not hold
    /// @param updated documents that the index held otherwise, or that a reindex embedded anew
    /// @param deleted documents that are gone from the source, and from the index: it said so, or (`removed`) a
    ///                complete read has not met them
    /// @param kept   documents that the read has not met and that stay, since they may stand in what could not be
    /// read
    /// @param progressPercentage 0 to 100, null until the total is known
    /// @param note   why it was started when nobody had asked for it, and what was left undone although nothing
    /// failed
    ///               by it, such as removals, or null
    /// @param stalled why an unfinished batch does not go on, or null
    /// @param unknownSince when Redis, which shows how batches go on, does not answer: what is told is as it was
    /// then,
    ///                     and what has happened since is not known. Null otherwise, and for a batch that has ended
    /// @param tookMilliseconds for how long it was worked on, until `updated_at`: without its waits for a turn, and
    ///                         without the time between its end and a retry
    record BatchView(
            String id,
            String source,
            String kind,
            String status,
            String phase,
            @Nullable Integer parts,
            int partsRead,
            int partsFailed,
            @Nullable Long total,
            long read,
            long embedded,
            long applied,
            long added,
            long updated,
            long deleted,
            long skipped,
            long failed,
            long removed,
            long kept,
            @Nullable Double progressPercentage,
            @Nullable String error,
            @Nullable String note,
            @Nullable String stalled,
            @Nullable Instant unknownSince,
            Instant createdAt,
            Instant updatedAt,
            @Nullable Instant finishedAt,
            long tookMilliseconds) {
        /// @param stalled why it does not go on, or null
        static BatchView of(Batch batch, @Nullable String stalled) {
            return new BatchView(
                    batch.id(),
                    batch.source().value(),
                    text(batch.kind()),
                    text(batch.status()),
                    text(batch.phase()),
                    batch.splits(),
                    batch.splitsRead(),
                    batch.splitsFailed(),
                    batch.total(),
                    batch.read(),
                    batch.embedded(),
                    batch.applied(),
                    batch.added(),
                    batch.updated(),
                    batch.deleted() + batch.removed(),
                    batch.skipped(),
                    batch.failed(),
                    batch.removed(),
                    batch.kept(),
                    batch.progressPercentage(),
                    batch.error(),
                    batch.note(),
                    stalled,
                    batch.unknownSince(),
                    batch.createdAt(),
                    batch.updatedAt(),
                    batch.finishedAt(),
                    batch.took().toMillis());
        }

        private static String text(Enum<?> value) {
            return value.name().toLowerCase(Locale.ROOT);
        }
    }

    record BatchList(List<BatchView> batches) {}

    @GetMapping("/batches")
    @Operation(summary = "Batches, newest first, of all sources or of one")
    BatchList list(
            @RequestParam @Nullable String source,
            @RequestParam(defaultValue = "20") @Min(1) @Max(1_000) int limit,
            @RequestParam(defaultValue = "0") @Min(0) int offset) {
        List<Batch> batches = source == null
                ? ingestion.recent(limit, offset)
                : ingestion.recent(SourceNames.parse(source), limit, offset);
        return new BatchList(batches.stream().map(this::view).toList());
    }

    @GetMapping("/batches/{id}")
    @Operation(
            summary = "One batch",
            description =
                    "After a restart the counts may go back for a moment: parts that were under way are read again,"
                            + " and what was not certain to be done is counted anew.")
    BatchView find(@PathVariable String id) {
        return view(ingestion.find(id).orElseThrow(() -> IngestController.batchNotFound(id)));
    }

    @PostMapping("/batches/{id}/cancel")
    @Operation(
            summary = "Stops a batch",
            description =
                    "Parts not yet read are not read; documents that wait to be embedded are dropped and counted no"
                            + " longer; those being embedded are finished; what was applied stays. The next read brings the"
                            + " rest.")
    BatchView cancel(@PathVariable String id) {
        return view(ingestion.cancel(id).orElseThrow(() -> IngestController.batchNotFound(id)));
    }

    @PostMapping("/batches/{id}/retry-failed")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Tries again what failed in a batch",
            description = "The batch runs again until the outcomes are known. Dead letters go when they succeed.")
    Retried retryFailed(@PathVariable String id) {
        find(id);
        return Retried.of(ingestion.retryAll(new DeadLetters.Selection(null, id, null)));
    }

    @GetMapping(path = "/batches/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            summary = "Follows a batch by server-sent events",
            description = "Each event is the batch as above: first as it is, then whenever it has changed, last as it"
                    + " has ended.")
    SseEmitter events(@PathVariable String id) {
        return events.stream(ingestion.find(id).orElseThrow(() -> IngestController.batchNotFound(id)));
    }

    @PostMapping("/sources/{name}/sync")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Reads a source again; unchanged documents cost nothing, and what is gone is removed")
    BatchView sync(@PathVariable String name) {
        return view(ingestion.start(SourceNames.parse(name)));
    }

    @PostMapping("/sources/{name}/reindex")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Reads a source again and embeds every document anew, also those that have not changed")
    BatchView reindex(@PathVariable String name) {
        return view(ingestion.reindex(SourceNames.parse(name)));
    }

    @DeleteMapping("/sources/{name}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Deletes a source with all that is kept of it",
            description = "Its documents, dead letters and passages in the chat history. The receipt is at"
                    + " /api/deletions/{id of the batch}.")
    BatchView remove(@PathVariable String name) {
        return view(ingestion.remove(SourceNames.parse(name)));
    }

    private BatchView view(Batch batch) {
        return BatchView.of(batch, ingestion.stalled(batch).orElse(null));
    }
}
