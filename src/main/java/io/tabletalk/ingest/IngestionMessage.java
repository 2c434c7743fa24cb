package io.tabletalk.ingest;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.Split;
import java.util.Objects;

/// Work on a batch as a whole or on one of its parts. Names the source; its settings, and so its credentials, stay in
/// the state database.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "work")
@JsonSubTypes({
    @JsonSubTypes.Type(value = IngestionMessage.PlanBatch.class, name = "plan"),
    @JsonSubTypes.Type(value = IngestionMessage.ReadSplit.class, name = "read")
})
sealed interface IngestionMessage {

    String batch();

    SourceId source();

    /// Find out which parts the source has.
    record PlanBatch(String batch, SourceId source) implements IngestionMessage {
        public PlanBatch {
            Objects.requireNonNull(batch, "batch");
            Objects.requireNonNull(source, "source");
        }
    }

    /// Read one part.
    record ReadSplit(String batch, SourceId source, Split split) implements IngestionMessage {
        public ReadSplit {
            Objects.requireNonNull(batch, "batch");
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(split, "split");
        }
    }
}
