package io.tabletalk.pipeline.kafka;

import io.tabletalk.pipeline.Transport.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/// The ends of topics at one time.
final class KafkaMark implements Mark {

    private final GroupLag lag;
    private final List<End> open;

    /// @param offsets where each partition of a topic ends
    record End(String group, Map<TopicPartition, Long> offsets) {}

    KafkaMark(GroupLag lag, List<End> ends) {
        this.lag = lag;
        this.open = new ArrayList<>(ends);
    }

    @Override
    public synchronized boolean isPassed() {
        open.removeIf(end -> lag.before(end.offsets(), end.group()) == 0);
        return open.isEmpty();
    }
}
