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
            return Health.up(told(waiting, failed));
        } catch (DataAccessException e) {
            return Health.down("The dead letters cannot be read from the state database.");
        }
    }

    private static String told(long waiting, long failed) {
        String work = counted(waiting, "Nothing waits", "1 message waits", " messages wait") + ".";
        return failed == 0
                ? work
                : work + " " + counted(failed, "", "1 failure is", " failures are")
                        + " listed with reasons at /api/dead-letters, to be tried again on request.";
    }

    private static String counted(long count, String none, String one, String many) {
        return count == 0 ? none : count == 1 ? one : count + many;
    }
}
