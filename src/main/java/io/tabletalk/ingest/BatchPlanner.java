package io.tabletalk.ingest;

import io.tabletalk.ingest.IngestionMessage.PlanBatch;
import io.tabletalk.pipeline.DeadLetters;
import io.tabletalk.source.Source;
import io.tabletalk.source.Sources;
import io.tabletalk.source.Split;
import java.util.List;

/// Finds out which parts a source has, and stores them.
final class BatchPlanner {

    static final String NAME = "plan";

    private final Sources sources;
    private final BatchStatusStore store;
    private final DeadLetters deadLetters;

    BatchPlanner(Sources sources, BatchStatusStore store, DeadLetters deadLetters) {
        this.sources = sources;
        this.store = store;
        this.deadLetters = deadLetters;
    }

    void plan(PlanBatch message) {
        List<Split> splits = SourceFailure.translate(() -> splits(message));
        deadLetters.resolve(message.source().value(), List.of(NAME), List.of(NAME));
        store.planned(message.batch(), splits);
    }

    private List<Split> splits(PlanBatch message) {
        try (Source source = sources.open(message.source())) {
            return source.plan();
        }
    }
}
