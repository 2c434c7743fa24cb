package io.tabletalk.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tabletalk.knowledge.DocumentChange;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.Changes;
import java.time.Duration;
import java.time.Instant;

/// Measures how long it takes from the commit of a change in its source until it is searchable. The two clocks are
/// those of two machines, which may differ.
final class LiveTimes {

    private final MeterRegistry meters;

    LiveTimes(MeterRegistry meters) {
        this.meters = meters;
    }

    void applied(SourceId source, Changes changes) {
        Instant now = Instant.now();
        Timer timer = Timer.builder("tabletalk.live.searchable")
                .description("From the commit of a change in its source until it is searchable")
                .tag("source", source.value())
                .publishPercentiles(0.5, 0.95)
                .register(meters);
        for (DocumentChange change : changes.documents()) {
            Duration taken = Duration.between(change.position().asOf(), now);
            timer.record(taken.isNegative() ? Duration.ZERO : taken);
        }
    }
}
