package io.tabletalk.audit;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.SourceDefinition;
import io.tabletalk.source.Sources;
import io.tabletalk.web.ApiException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Compares sources with the index on request.
@RestController
@RequestMapping("/api/sources/{name}")
@Tag(name = "Audits", description = "Whether the index holds what a source holds, document by document")
class AuditController {

    private final Audits audits;
    private final Sources sources;

    AuditController(Audits audits, Sources sources) {
        this.audits = audits;
        this.sources = sources;
    }

    @PostMapping("/verify")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Compares a source with the index, in the background",
            description =
                    "Every key and the hash of every content. What differs is looked at again once all that is under"
                            + " way has arrived. With repair=true the source is read again when something differs: what is missing"
                            + " or stale goes through the pipeline, what is orphaned is removed. What may stand in a record"
                            + " or part that cannot be read is neither missing nor orphaned, but counted as kept when the"
                            + " index holds it. Follow it at …/audit.")
    AuditView verify(@PathVariable String name, @RequestParam(defaultValue = "false") boolean repair) {
        SourceDefinition source = existing(name);
        if (source.upkeep().paused()) {
            throw new ApiException(
                    HttpStatus.CONFLICT, "source_paused", "The source '" + name + "' is paused. Resume it first.");
        }
        if (!audits.arePossible()) {
            throw ApiException.invalid(
                    "audit_unsupported",
                    "This index cannot list what it holds, so it cannot be compared with a source.");
        }
        return AuditView.of(audits.start(source.id(), repair));
    }

    @GetMapping("/audit")
    @Operation(summary = "The audit of a source that is under way, or else the last one")
    AuditView latest(@PathVariable String name) {
        return audits.latest(existing(name).id())
                .map(AuditView::of)
                .orElseThrow(() -> ApiException.notFound(
                        "audit_not_found", "The source '" + name + "' has not been audited yet."));
    }

    private SourceDefinition existing(String name) {
        try {
            return sources.find(new SourceId(name))
                    .orElseThrow(() -> ApiException.notFound("source_not_found", "There is no source '" + name + "'."));
        } catch (IllegalArgumentException e) {
            throw ApiException.invalid("source_name_invalid", String.valueOf(e.getMessage()));
        }
    }
}
