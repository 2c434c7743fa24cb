package io.tabletalk.ingest;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tabletalk.health.Health;

/// How far this server's copy of the index is.
final class IndexReplicaMetrics implements MeterBinder {

    private final IndexReplica replica;

    IndexReplicaMetrics(IndexReplica replica) {
        this.replica = replica;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder(
                        "tabletalk.index.copy.messages",
                        replica,
                        copy -> copy.progress().handled())
                .description("Messages of vector-updates that this server's index has taken since the start")
                .register(registry);
        Gauge.builder(
                        "tabletalk.index.copy.lag",
                        replica,
                        copy -> copy.progress().waiting())
                .description("Messages of vector-updates that this server's index does not have yet")
                .register(registry);
        Gauge.builder(
                        "tabletalk.index.copy.ready",
                        replica,
                        copy -> copy.check().state() == Health.State.DOWN ? 0 : 1)
                .description("1 while this server's index is up to date, 0 before that and when it cannot be")
                .register(registry);
    }
}
