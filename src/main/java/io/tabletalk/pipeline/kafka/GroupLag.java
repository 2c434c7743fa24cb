package io.tabletalk.pipeline.kafka;

import io.tabletalk.pipeline.TransportUnavailableException;
import java.util.List;
import java.util.Map;
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
        try {
            List<TopicPartition> partitions = partitions(topic);
            Map<TopicPartition, @Nullable OffsetAndMetadata> handled = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            Map<TopicPartition, ListOffsetsResultInfo> first = offsets(partitions, OffsetSpec.earliest());
            Map<TopicPartition, ListOffsetsResultInfo> end = offsets(partitions, OffsetSpec.latest());
            return partitions.stream()
                    .mapToLong(partition -> lag(partition, handled, first, end))
                    .sum();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return 0; // it was created a moment ago, and not every broker knows it yet
            }
            throw new TransportUnavailableException("Kafka does not tell how far " + group + " is.", e);
        } catch (KafkaException e) {
            throw new TransportUnavailableException("Kafka does not tell how far " + group + " is.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransportUnavailableException("Interrupted while asking how far " + group + " is.", e);
        }
    }

    private static long lag(
            TopicPartition partition,
            Map<TopicPartition, @Nullable OffsetAndMetadata> handled,
            Map<TopicPartition, ListOffsetsResultInfo> first,
            Map<TopicPartition, ListOffsetsResultInfo> end) {
        OffsetAndMetadata committed = handled.get(partition);
        long beginning = offset(first, partition);
        long from = committed == null ? beginning : Math.max(beginning, committed.offset());
        return Math.max(0, offset(end, partition) - from);
    }

    private static long offset(Map<TopicPartition, ListOffsetsResultInfo> offsets, TopicPartition partition) {
        ListOffsetsResultInfo found = offsets.get(partition);
        return found == null ? 0 : found.offset();
    }

    private Map<TopicPartition, ListOffsetsResultInfo> offsets(List<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, InterruptedException {
        return admin.listOffsets(partitions.stream().collect(Collectors.toMap(each -> each, each -> which)))
                .all()
                .get();
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
}
