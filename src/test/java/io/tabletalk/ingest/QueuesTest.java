package io.tabletalk.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tabletalk.health.Health;
import io.tabletalk.pipeline.Transport.Queue;
import io.tabletalk.pipeline.TransportUnavailableException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is told of the work that waits, wherever it is done.
class QueuesTest {

    private final List<Queue> waiting = new ArrayList<>();
    private volatile boolean transportAnswers = true;
    private final Queues queues = new Queues(this::ask);

    @Test
    void workThatNobodyDoesIsToldWithWhatToStart() {
        waiting.add(new Queue("embedding-requests", "embedding-workers", 462, 0));
        waiting.add(new Queue("batch-status", "status-trackers", 0, 1));

        Health health = new QueuesHealth(queues).check();

        assertThat(health.state()).isEqualTo(Health.State.DEGRADED);
        assertThat(health.message())
                .isEqualTo(
                        "462 messages of embedding-requests wait for embedding-workers, of which no process is there."
                                + " Start one: ./tabletalk worker --roles embedding.");
    }

    @Test
    void thatNobodyIsThereIsToldAlsoWhenNothingWaits() {
        waiting.add(new Queue("vector-updates", "index-writers", 0, 0));

        assertThat(new QueuesHealth(queues).check())
                .isEqualTo(
                        Health.degraded("There is no process of the index-writers: ./tabletalk worker --roles index."));
    }

    @Test
    void whoDoesWhatIsToldWhenAllAreThere() {
        waiting.add(new Queue("embedding-requests", "embedding-workers", 1_462, 2));
        waiting.add(new Queue("batch-status", "status-trackers", 0, 1));

        Health health = new QueuesHealth(queues).check();

        assertThat(health.state()).isEqualTo(Health.State.UP);
        assertThat(health.message())
                .isEqualTo("embedding-workers: 2 processes, 1,462 waiting; status-trackers: 1 process, 0 waiting.");
    }

    @Test
    void everyGroupHasARole() {
        assertThat(Topics.CONSUMERS.values())
                .allSatisfy(group -> assertThat(Topics.roleOf(group)).isNotNull());
    }

    @Test
    void itIsToldWhenTheBrokersDoNotAnswer() {
        transportAnswers = false;

        assertThat(new QueuesHealth(queues).check()).isEqualTo(Health.degraded("Kafka does not tell."));
    }

    @Test
    void metricsTellOfGroupsWithoutAProcess() {
        waiting.add(new Queue("embedding-requests", "embedding-workers", 462, 0));
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        new QueuesMetrics(queues, Topics.CONSUMERS).bindTo(registry);

        await().until(() -> value(registry, "tabletalk.queue.waiting") == 462);
        assertThat(value(registry, "tabletalk.queue.processes")).isZero();
    }

    @Test
    void metricsAreNoNumbersWhileTheBrokersDoNotAnswer() {
        waiting.add(new Queue("embedding-requests", "embedding-workers", 462, 1));
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        new QueuesMetrics(queues, Topics.CONSUMERS).bindTo(registry);
        await().until(() -> value(registry, "tabletalk.queue.waiting") == 462);

        transportAnswers = false;

        await().until(() -> Double.isNaN(value(registry, "tabletalk.queue.waiting")));
    }

    private static double value(SimpleMeterRegistry registry, String name) {
        return registry.get(name).tag("topic", "embedding-requests").gauge().value();
    }

    private List<Queue> ask() {
        if (!transportAnswers) {
            throw new TransportUnavailableException("Kafka does not tell.", new IllegalStateException("no broker"));
        }
        return List.copyOf(waiting);
    }
}
