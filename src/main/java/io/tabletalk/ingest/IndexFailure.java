package io.tabletalk.ingest;

import io.tabletalk.index.IndexException;
import io.tabletalk.pipeline.RetriableException;

/// What a failure of the index means to the pipeline: a full disk or a server that is away may be mended.
final class IndexFailure {

    private IndexFailure() {}

    static RetriableException retriable(IndexException failure) {
        return new RetriableException(String.valueOf(failure.getMessage()), failure);
    }
}
