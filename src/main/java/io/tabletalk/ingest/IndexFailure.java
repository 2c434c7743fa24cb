package io.tabletalk.ingest;

import io.tabletalk.index.IndexAwayException;
import io.tabletalk.index.IndexException;
import io.tabletalk.pipeline.OutageException;
import io.tabletalk.pipeline.RetriableException;

/// What a failure of the index means to the pipeline: a full disk may be mended; that a server is away says nothing
/// about the documents, which wait for it.
final class IndexFailure {

    private IndexFailure() {}

    static RuntimeException of(IndexException failure) {
        String message = String.valueOf(failure.getMessage());
        return failure instanceof IndexAwayException
                ? new OutageException(message, failure)
                : new RetriableException(message, failure);
    }
}
