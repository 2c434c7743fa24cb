package io.tabletalk.ingest;

import io.tabletalk.pipeline.Stage;
import io.tabletalk.pipeline.StageRunner;
import io.tabletalk.pipeline.Transport.SubscriptionSettings;

/// A stage that this process runs, and how.
record StageOfRole<M>(Stage<M> stage, SubscriptionSettings settings) {

    void run(StageRunner runner) {
        runner.run(stage, settings);
    }
}
