package io.tabletalk.ingest;

import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.source.KeptDocuments;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Lets documents in again that were deleted and kept out. Their source is read in full for it: to a read of changes
/// alone, and to a source that is followed live, they are nothing new.
public final class Readmissions {

    private static final String REASON = "A document that was deleted here was let in again.";

    private final ExcludedDocuments excluded;
    private final Ingestion ingestion;
    private final List<KeptDocuments> kept;

    Readmissions(ExcludedDocuments excluded, Ingestion ingestion, List<KeptDocuments> kept) {
        this.excluded = excluded;
        this.ingestion = ingestion;
        this.kept = List.copyOf(kept);
    }

    /// A document that is let in again.
    ///
    /// @param batch the read that brings it back if the source holds it; null when nothing can be read, since the
    ///              source is one that documents are sent to
    public record Readmission(@Nullable Batch batch) {}

    /// Lets a document in again, and has it read if its source can be asked for it.
    ///
    /// @return empty when it was not kept out
    /// @throws io.tabletalk.web.ApiException when its source cannot be read now, as [Ingestion#start]; it is kept
    /// out
    /// then
    public Optional<Readmission> letIn(DocumentKey document) {
        if (kept.stream().anyMatch(each -> each.keeps(document.source()))) {
            return excluded.remove(document) ? Optional.of(new Readmission(null)) : Optional.empty();
        }
        return ingestion
                .startAfter(document.source(), REASON, () -> excluded.remove(document))
                .map(Readmission::new);
    }
}
