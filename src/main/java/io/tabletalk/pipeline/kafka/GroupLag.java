package io.tabletalk.pipeline.kafka;

import io.tabletalk.pipeline.TransportUnavailableException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/// Asks the brokers how many messages of a topic a group has not handled, wherever its workers run.
final class GroupLag {

    private static final TopicDescription NOT_THERE = new TopicDescription("", false, List.of());

    private final Admin admin;

    GroupLag(Admin admin) {
        this.admin = admin;
    }

    long of(String topic, String group) {
        return before(ends(topic), group);
    }

    /// Where each partition of a topic ends now; nothing when there is no such topic.
    Map<TopicPartition, Long> ends(String topic) {
        return answer(topic, Map.of(), () -> offsets(partitions(topic), OffsetSpec.latest()));
    }

    /// How many messages before these ends the group has not handled. Those that are too old to be kept do not count.
    long before(Map<TopicPartition, Long> ends, String group) {
        if (ends.values().stream().allMatch(end -> end == 0)) {
            return 0;
        }
        return answer(group, Map.<TopicPartition, Long>of(), () -> {
                    Map<TopicPartition, @Nullable OffsetAndMetadata> handled = admin.listConsumerGroupOffsets(group)
                            .partitionsToOffsetAndMetadata()
                            .get();
                    Map<TopicPartition, Long> first = offsets(List.copyOf(ends.keySet()), OffsetSpec.earliest());
                    return waiting(ends, first, handled);
                })
                .values()
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /// How many processes are in a group.
    int members(String group) {
        return answer(
                group,
                0,
                () -> Objects.requireNonNull(admin.describeConsumerGroups(List.of(group))
                                .describedGroups()
                                .get(group))
                        .get()
                        .members()
                        .size());
    }

    private static Map<TopicPartition, Long> waiting(
            Map<TopicPartition, Long> ends,
            Map<TopicPartition, Long> first,
            Map<TopicPartition, @Nullable OffsetAndMetadata> handled) {
        Map<TopicPartition, Long> waiting = new HashMap<>();
        ends.forEach((partition, end) -> {
            OffsetAndMetadata committed = handled.get(partition);
            long beginning = first.getOrDefault(partition, 0L);
            long from = committed == null ? beginning : Math.max(beginning, committed.offset());
            waiting.put(partition, Math.max(0, end - from));
        });
        return waiting;
    }

    private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, ListOffsetsResultInfo> found = admin.listOffsets(
                        partitions.stream().collect(Collectors.toMap(each -> each, each -> which)))
                .all()
                .get();
        Map<TopicPartition, Long> offsets = new HashMap<>();
        found.forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }

    private List<TopicPartition> partitions(String topic) throws ExecutionException, InterruptedException {
        TopicDescription found = admin.describeTopics(List.of(topic))
                .topicNameValues()
                .getOrDefault(topic, KafkaFuture.completedFuture(NOT_THERE))
                .get();
        return found.partitions().stream()
                .map(each -> new TopicPartition(topic, each.partition()))
                .toList();
    }

    /// @param otherwise when there is no such topic or group
    private static <T> T answer(String about, T otherwise, Callable<T> question) {
        try {
            return question.call();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException
                    || e.getCause() instanceof GroupIdNotFoundException) {
                return otherwise; // it was created a moment ago, and not every broker knows it yet
            }
            throw unavailable(about, e);
        } catch (KafkaException e) {
            throw unavailable(about, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(about, e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static TransportUnavailableException unavailable(String about, Exception cause) {
        return new TransportUnavailableException("Kafka does not tell how far " + about + " is.", cause);
    }
}
