package io.tabletalk.ingest.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tabletalk.ingest.Deletions;
import io.tabletalk.ingest.ExcludedDocuments;
import io.tabletalk.ingest.ExcludedDocuments.Excluded;
import io.tabletalk.ingest.Readmissions;
import io.tabletalk.ingest.Receipt;
import io.tabletalk.ingest.Receipts;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.Sources;
import io.tabletalk.web.ApiException;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Deletes documents, shows the receipts, and the documents that are to stay out.
@RestController
@RequestMapping("/api")
@Tag(name = "Deletions", description = "What was deleted, and what of it was removed where")
class DeletionController {

    private final Sources sources;
    private final Deletions deletions;
    private final Receipts receipts;
    private final ExcludedDocuments excluded;
    private final Readmissions readmissions;

    DeletionController(
            Sources sources,
            Deletions deletions,
            Receipts receipts,
            ExcludedDocuments excluded,
            Readmissions readmissions) {
        this.sources = sources;
        this.deletions = deletions;
        this.receipts = receipts;
        this.excluded = excluded;
        this.readmissions = readmissions;
    }

    record ReceiptList(List<ReceiptView> deletions) {}

    /// @param next what to give as `after` for the next page, or null when this is the last
    record ExcludedList(List<Excluded> documents, @Nullable String next) {}

    @DeleteMapping("/sources/{name}/documents/{*key}")
    @Operation(
            summary = "Deletes a document everywhere, and says in a receipt what was removed",
            description =
                    "Its passages and vectors, its dead letters, and what answers in the chat history show and quote of"
                            + " it. The source itself is only ever read: the document stays there, and stays out here, also when it"
                            + " changes, until it is let in again (DELETE …/excluded?key=…). With exclude=false the next read brings"
                            + " it back. What was accepted of it before and is still on its way comes in no more; the receipt is"
                            + " complete once that is certain, and says under_way when that takes longer than 30 seconds. The"
                            + " bytes leave the files a little later: see expunged_at of the receipt.")
    ReceiptView inPath(
            @PathVariable String name, @PathVariable String key, @RequestParam(defaultValue = "true") boolean exclude)
            throws InterruptedException {
        return delete(name, key.substring(1), exclude);
    }

    @DeleteMapping("/sources/{name}/document")
    @Operation(summary = "Deletes a document everywhere, whatever its key is")
    ReceiptView delete(
            @PathVariable String name, @RequestParam String key, @RequestParam(defaultValue = "true") boolean exclude)
            throws InterruptedException {
        SourceId source = existing(name);
        Receipt receipt = deletions
                .delete(DocumentKeys.parse(source, key), exclude)
                .orElseThrow(() -> DocumentKeys.notFound(source, key));
        return ReceiptView.of(receipt);
    }

    @GetMapping("/deletions")
    @Operation(summary = "The receipts of deletions, newest first")
    ReceiptList list(
            @RequestParam @Nullable String source, @RequestParam(defaultValue = "50") @Min(1) @Max(1_000) int limit) {
        return new ReceiptList(
                receipts.recent(source, limit).stream().map(ReceiptView::of).toList());
    }

    @GetMapping("/deletions/{id}")
    @Operation(summary = "One receipt; that of a source has the id of the batch that removes it")
    ReceiptView find(@PathVariable String id) {
        return receipts.find(id)
                .map(ReceiptView::of)
                .orElseThrow(() -> ApiException.notFound("deletion_not_found", "There is no deletion '" + id + "'."));
    }

    @GetMapping("/sources/{name}/excluded")
    @Operation(summary = "The documents of a source that were deleted and stay out, by key")
    ExcludedList excluded(
            @PathVariable String name,
            @RequestParam @Nullable String after,
            @RequestParam(defaultValue = "50") @Min(1) @Max(1_000) int limit) {
        List<Excluded> found = excluded.list(existing(name), after, limit + 1);
        List<Excluded> page = found.stream().limit(limit).toList();
        return new ExcludedList(page, found.size() > limit ? page.getLast().key() : null);
    }

    @DeleteMapping("/sources/{name}/excluded")
    @Operation(
            summary = "Lets a document in again",
            description =
                    "A full read of the source is started, or waits already, and brings it back: see `batch`. Of a source"
                            + " of kind `webhook` nothing is read, since events about the document were not kept; it"
                            + " comes back when it is sent again. Refused with 409 while the source is paused.")
    ReadmissionView include(@PathVariable String name, @RequestParam String key) {
        SourceId source = existing(name);
        return readmissions
                .letIn(DocumentKeys.parse(source, key))
                .map(readmission -> ReadmissionView.of(key, readmission))
                .orElseThrow(() ->
                        ApiException.notFound("document_not_excluded", "The document '" + key + "' is not excluded."));
    }

    private SourceId existing(String name) {
        SourceId source = SourceNames.parse(name);
        if (sources.find(source).isEmpty()) {
            throw ApiException.notFound("source_not_found", "There is no source '" + name + "'.");
        }
        return source;
    }
}
