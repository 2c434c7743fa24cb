package io.tabletalk.ingest;

import io.tabletalk.pipeline.RetriableException;
import io.tabletalk.pipeline.StageException;
import io.tabletalk.source.SourceException;
import java.util.function.Supplier;

/// What the failures of a source mean to the pipeline.
final class SourceFailure {

    private SourceFailure() {}

    /// Does the work; a [SourceException] becomes one that the runner tries again, or one that is final.
    static <T> T translate(Supplier<T> work) {
        try {
            return work.get();
        } catch (SourceException e) {
            if (e.isRetriable()) {
                throw new RetriableException(e.getMessage(), e);
            }
            throw new StageException(e.getMessage(), e);
        }
    }
}
