package io.tabletalk.ingest.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.ingest.Batch;
import io.tabletalk.ingest.Ingestion;
import io.tabletalk.ingest.http.BatchController.BatchView;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.pipeline.DeadLetters;
import io.tabletalk.source.SourceDefinition;
import io.tabletalk.source.Sources;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// How the sources are, each in a line.
@RestController
@Tag(name = "Sources")
class OverviewController {

    private final Sources sources;
    private final Ingestion ingestion;
    private final KnowledgeIndex index;
    private final DeadLetters deadLetters;

    OverviewController(Sources sources, Ingestion ingestion, KnowledgeIndex index, DeadLetters deadLetters) {
        this.sources = sources;
        this.ingestion = ingestion;
        this.index = index;
        this.deadLetters = deadLetters;
    }

    /// @param documents  in the index now
    /// @param failures   dead letters
    /// @param lastBatch  null when the source was never read
    /// @param lastSynced when a batch last read all of it; null when none has
    record SourceState(
            String name,
            String type,
            long documents,
            long failures,
            @Nullable BatchView lastBatch,
            @Nullable Instant lastSynced) {}

    record Overview(List<SourceState> sources) {}

    @GetMapping("/api/overview")
    @Operation(summary = "Each source with its documents, failures and last batch")
    Overview overview() {
        return new Overview(sources.all().stream().map(this::state).toList());
    }

    private SourceState state(SourceDefinition definition) {
        SourceId source = definition.id();
        List<Batch> batches = ingestion.recent(source, 1, 0);
        return new SourceState(
                source.value(),
                definition.type(),
                index.documentCount(source),
                deadLetters.count(new DeadLetters.Selection(source.value(), null, null)),
                batches.isEmpty() ? null : view(batches.getFirst()),
                ingestion.lastRead(source).orElse(null));
    }

    private BatchView view(Batch batch) {
        return BatchView.of(batch, ingestion.stalled(batch).orElse(null));
    }
}
