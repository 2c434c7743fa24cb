package io.tabletalk.ingest;

import io.tabletalk.knowledge.SourceId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the log what keeps a source from being followed: when it begins, when it becomes something else, and when it
/// is over. That it is met once more, at every attempt, is no news.
final class LiveProblems {

    private static final Logger log = LoggerFactory.getLogger(LiveProblems.class);

    private final SourceId source;
    private @Nullable String told;

    LiveProblems(SourceId source) {
        this.source = source;
    }

    /// @param unexpected logged with its stack trace; null when the problem says all
    void met(String problem, @Nullable Throwable unexpected) {
        if (problem.equals(told)) {
            log.debug("Source {} is still not followed: {}", source, problem);
            return;
        }
        told = problem;
        if (unexpected == null) {
            log.warn("Source {} is not followed at present, and tried again: {}", source, problem);
        } else {
            log.error("Source {} could not be followed, and is tried again", source, unexpected);
        }
    }

    void over() {
        if (told != null) {
            told = null;
            log.info("Source {} is followed again", source);
        }
    }
}
