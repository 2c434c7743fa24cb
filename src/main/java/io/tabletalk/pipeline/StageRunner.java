package io.tabletalk.pipeline;

import io.tabletalk.pipeline.Transport.Subscription;
import io.tabletalk.pipeline.Transport.SubscriptionSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;

/// Runs stages on a transport: the one place that counts, times, retries, isolates failing messages and stores dead
/// letters, so that stages hold only their work and transports only move messages. Safe for use by several threads.
public final class StageRunner implements AutoCloseable {

    private final Transport transport;
    private final DeadLetters deadLetters;
    private final JsonMapper json;
    private final RetryPolicy policy;
    private final Map<String, RunningStage<?>> stages = new ConcurrentHashMap<>();
    private final Map<String, Subscription> subscriptions = new ConcurrentHashMap<>();

    public StageRunner(Transport transport, DeadLetters deadLetters, JsonMapper json, RetryPolicy policy) {
        this.transport = transport;
        this.deadLetters = deadLetters;
        this.json = json;
        this.policy = policy;
    }

    /// Starts a stage. Its messages are handled until [#close].
    public <M> void run(Stage<M> stage, SubscriptionSettings settings) {
        RunningStage<M> running = new RunningStage<>(stage, deadLetters, json, policy);
        stages.put(stage.name(), running);
        subscriptions.put(stage.name(), transport.subscribe(stage.topic(), settings, running::process));
    }

    /// By stage name.
    public Map<String, StageStatistics> statistics() {
        Map<String, StageStatistics> all = new LinkedHashMap<>();
        stages.forEach((name, stage) -> all.put(name, stage.statistics(backlog(name))));
        return all;
    }

    /// Of one stage, which must run.
    StageStatistics statistics(String name) {
        return Objects.requireNonNull(stages.get(name), name).statistics(backlog(name));
    }

    /// Stops the stages: work that is under way is finished or, when it cannot go on, given up without a dead letter.
    @Override
    public void close() {
        stages.values().forEach(RunningStage::stop);
        transport.close();
    }

    private long backlog(String name) {
        Subscription subscription = subscriptions.get(name);
        return subscription == null ? 0 : subscription.backlog();
    }
}
