package io.tabletalk.pipeline;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;

/// What the stages that run in this process have done, and how much waits for them. Read when the metrics are, so that
/// the stages pay nothing for it.
final class PipelineMetrics {

    private final StageRunner runner;
    private final DeadLetters deadLetters;
    private final MeterRegistry registry;

    PipelineMetrics(StageRunner runner, DeadLetters deadLetters, MeterRegistry registry) {
        this.runner = runner;
        this.deadLetters = deadLetters;
        this.registry = registry;
    }

    /// By then every stage has begun.
    @EventListener(ApplicationStartedEvent.class)
    void register() {
        runner.statistics().keySet().forEach(this::register);
        Gauge.builder("tabletalk.dead.letters", deadLetters, letters -> letters.count(DeadLetters.Selection.ALL))
                .description("Dead letters kept, of the whole installation")
                .register(registry);
    }

    private void register(String stage) {
        FunctionTimer.builder(
                        "tabletalk.stage.duration",
                        runner,
                        all -> of(stage).calls(),
                        all -> of(stage).busy().toNanos(),
                        TimeUnit.NANOSECONDS)
                .description("Calls of a stage, each with a batch of messages, and the time they took")
                .tag("stage", stage)
                .register(registry);
        count(stage, "done", StageStatistics::handled);
        count(stage, "dead", StageStatistics::failed);
        FunctionCounter.builder(
                        "tabletalk.stage.retries", runner, all -> of(stage).retries())
                .description("Calls of a stage that were repeated after a failure that may pass")
                .tag("stage", stage)
                .register(registry);
        Gauge.builder("tabletalk.stage.backlog", runner, all -> of(stage).backlog())
                .description("Messages that wait for a stage in this process")
                .tag("stage", stage)
                .register(registry);
    }

    private void count(String stage, String outcome, ToLongFunction<StageStatistics> value) {
        FunctionCounter.builder("tabletalk.stage.messages", runner, all -> value.applyAsLong(of(stage)))
                .description("Messages that a stage has seen to their end: done, or dead letters")
                .tag("stage", stage)
                .tag("outcome", outcome)
                .register(registry);
    }

    private StageStatistics of(String stage) {
        return runner.statistics(stage);
    }
}
