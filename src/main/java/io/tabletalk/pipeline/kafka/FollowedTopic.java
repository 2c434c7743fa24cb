package io.tabletalk.pipeline.kafka;

import io.tabletalk.pipeline.TopicPosition;
import io.tabletalk.pipeline.TransportUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// A topic as one who follows all of it sees it: which it is, and whether a position in it still counts.
///
/// @param removalsKept how long the message that says a key is gone stays readable; who was away for longer may have
///                     missed one
record FollowedTopic(String name, Admin admin, Duration removalsKept) {

    /// The topic as it is now. One that is deleted and made again has another id.
    record Found(String id, List<TopicPartition> partitions) {}

    /// @throws TransportUnavailableException when the brokers do not answer
    Found find() {
        try {
            TopicDescription found =
                    admin.describeTopics(List.of(name)).allTopicNames().get().get(name);
            if (found == null) {
                throw new TransportUnavailableException(
                        "Kafka does not know the topic " + name + " yet.", new IllegalStateException(name));
            }
            return new Found(
                    found.topicId().toString(),
                    found.partitions().stream()
                            .map(each -> new TopicPartition(name, each.partition()))
                            .toList());
        } catch (ExecutionException e) {
            throw new TransportUnavailableException(
                    "Kafka does not describe the topic " + name + ": "
                            + Objects.requireNonNullElse(e.getCause(), e).getMessage(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransportUnavailableException("Interrupted while Kafka described the topic " + name + ".", e);
        }
    }

    /// Why the topic has to be read from the beginning though it was followed before; null when it need not be.
    ///
    /// @param begins places of the first messages that are there
    /// @param ends   places behind the last ones
    @Nullable
    String whyNotFrom(
            TopicPosition position,
            Found found,
            Map<TopicPartition, Long> begins,
            Map<TopicPartition, Long> ends,
            Instant now) {
        if (!position.topic().equals(found.id())) {
            return "The topic " + name + " is another one than the one that was followed.";
        }
        boolean beyond = ends.entrySet().stream()
                .anyMatch(end -> position.next().getOrDefault(end.getKey().partition(), 0L) > end.getValue());
        if (beyond) {
            return "The topic " + name + " ends before the place that was reached: it has lost messages.";
        }
        boolean isGone = begins.entrySet().stream()
                .anyMatch(begin ->
                        position.next().getOrDefault(begin.getKey().partition(), begin.getValue()) < begin.getValue());
        if (isGone) {
            return "The topic " + name + " begins behind the place that was reached: messages in between are gone.";
        }
        boolean reached = ends.entrySet().stream()
                .allMatch(end -> position.next().getOrDefault(end.getKey().partition(), 0L) >= end.getValue());
        if (!reached && position.at().plus(removalsKept).isBefore(now)) {
            return "The topic " + name + " was last followed at " + position.at()
                    + ", and messages since then may be gone.";
        }
        return null;
    }

    /// Has the consumer go on at a position, or at the beginning.
    static void seek(
            Consumer<String, byte[]> consumer, List<TopicPartition> partitions, Optional<TopicPosition> position) {
        consumer.assign(partitions);
        Map<Integer, Long> next = position.map(TopicPosition::next).orElse(Map.of());
        consumer.seekToBeginning(partitions);
        partitions.stream()
                .filter(partition -> next.containsKey(partition.partition()))
                .forEach(partition -> consumer.seek(partition, next.getOrDefault(partition.partition(), 0L)));
    }

    /// Where the consumer is.
    static Map<Integer, Long> places(Consumer<String, byte[]> consumer) {
        Map<Integer, Long> places = new HashMap<>();
        consumer.assignment().forEach(each -> places.put(each.partition(), consumer.position(each)));
        return places;
    }
}
