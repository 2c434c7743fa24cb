package io.tabletalk.pipeline;

import io.tabletalk.health.Health;
import io.tabletalk.health.HealthCheck;
import org.springframework.dao.DataAccessException;

/// How much work waits, and whether some has failed for good.
final class PipelineHealth implements HealthCheck {

    private final StageRunner runner;
    private final DeadLetters deadLetters;

    PipelineHealth(StageRunner runner, DeadLetters deadLetters) {
        this.runner = runner;
        this.deadLetters = deadLetters;
    }

    @Override
    public String component() {
        return "pipeline";
    }

    @Override
    public Health check() {
        long waiting = runner.statistics().values().stream()
                .mapToLong(StageStatistics::backlog)
                .sum();
        try {
            long failed = deadLetters.count(DeadLetters.Selection.ALL);
            return Health.up(waiting + " messages wait, " + failed + " dead letters are kept.");
        } catch (DataAccessException e) {
            return Health.down("The dead letters cannot be read from the state database.");
        }
    }
}
