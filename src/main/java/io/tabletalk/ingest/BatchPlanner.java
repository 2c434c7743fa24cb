package io.tabletalk.ingest;

import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.ingest.IngestionMessage.PlanBatch;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.pipeline.DeadLetters;
import io.tabletalk.source.ChangingSource;
import io.tabletalk.source.Source;
import io.tabletalk.source.Sources;
import io.tabletalk.source.Split;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds out which parts a source has, and stores them.
final class BatchPlanner {

    static final String NAME = "plan";

    private final Sources sources;
    private final BatchStatusStore store;
    private final DeadLetters deadLetters;
    private final Optional<KnowledgeIndex> index;

    /// @param index empty where the index is in another process; that it was lost shows with the next complete read
    ///              then
    BatchPlanner(Sources sources, BatchStatusStore store, DeadLetters deadLetters, Optional<KnowledgeIndex> index) {
        this.sources = sources;
        this.store = store;
        this.deadLetters = deadLetters;
        this.index = index;
    }

    void plan(PlanBatch message) {
        Plan plan = SourceFailure.translate(() -> planOf(message));
        deadLetters.resolve(message.source().value(), List.of(NAME), List.of(NAME));
        store.planned(message.batch(), plan);
    }

    /// The mark is taken before anything is planned: what changes in between is read twice rather than never.
    private Plan planOf(PlanBatch message) {
        try (Source source = sources.open(message.source())) {
            if (!(source instanceof ChangingSource changing)) {
                return Plan.all(source.plan());
            }
            Optional<String> mark = changing.mark();
            String context = context(message.source());
            Optional<String> last = lastMark(message, context, changing);
            Optional<List<Split>> changes = last.flatMap(changing::planChanges);
            if (changes.isPresent()) {
                return new Plan(changes.get(), false, Set.of(), mark.orElse(null), context);
            }
            List<Split> parts = changing.plan();
            Set<Integer> unchanged =
                    last.map(known -> changing.unchanged(parts, known)).orElse(Set.of());
            return new Plan(parts, true, unchanged, mark.orElse(null), context);
        }
    }

    /// Empty when all has to be read: it was asked for, the settings have changed, it was not done for long, or the
    /// index was lost.
    private Optional<String> lastMark(PlanBatch message, String context, ChangingSource source) {
        boolean wanted = store.find(message.batch())
                .filter(batch -> batch.kind() == Batch.Kind.CHANGES)
                .isPresent();
        Instant oldest = Instant.now().minus(source.completeReadEvery());
        return store.mark(message.source())
                .filter(mark -> wanted && mark.context().equals(context))
                .filter(mark -> mark.completeAt().isAfter(oldest))
                .filter(mark -> index.stream().allMatch(held -> held.documentCount(message.source()) > 0))
                .map(ReadMark::mark);
    }

    /// Credentials do not show in the text of settings, and make no difference to what is read.
    private String context(SourceId source) {
        return Sha256.of(
                sources.find(source).map(found -> found.settings().toString()).orElse(""));
    }
}
