package io.tabletalk.ingest;

import io.tabletalk.health.Health;
import io.tabletalk.health.HealthCheck;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.LiveState;
import java.util.List;

/// Whether the live sources are followed.
final class LiveHealth implements HealthCheck {

    private final LiveSources sources;

    LiveHealth(LiveSources sources) {
        this.sources = sources;
    }

    @Override
    public String component() {
        return "live sources";
    }

    @Override
    public boolean isCore() {
        return false;
    }

    @Override
    public Health check() {
        List<SourceId> failing = sources.notFollowed();
        if (!failing.isEmpty()) {
            return Health.degraded("Not followed, so that changes since are missing: "
                    + String.join("; ", failing.stream().map(this::told).toList()));
        }
        int all = sources.count();
        return Health.up(all == 0 ? "No source is live." : all == 1 ? "1 source is live." : all + " sources are live.");
    }

    private String told(SourceId source) {
        return sources.state(source)
                .map(LiveState::problem)
                .map(problem -> source + " (" + problem + ")")
                .orElse(source.value());
    }
}
