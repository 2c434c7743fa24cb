package io.tabletalk.pipeline.kafka;

import io.tabletalk.pipeline.MessageTooLargeException;
import io.tabletalk.pipeline.TransportClosedException;
import io.tabletalk.pipeline.TransportUnavailableException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/// Sends records and waits until the brokers have them. Safe for use by several threads.
final class Sender {

    /// Characters of a key that is told of with a message that is too large to be put aside. The key may be what is.
    private static final int LONGEST_KEY = 1_000;

    private static final String LEFT_OUT = " Its value and headers are left out here, since with them it is too large.";

    private final Producer<String, byte[]> producer;

    Sender(Producer<String, byte[]> producer) {
        this.producer = producer;
    }

    void send(List<ProducerRecord<String, byte[]>> records) {
        List<Future<RecordMetadata>> sent = new ArrayList<>(records.size());
        for (ProducerRecord<String, byte[]> each : records) {
            sent.add(begin(each));
        }
        for (int i = 0; i < sent.size(); i++) {
            await(sent.get(i), records.get(i).topic());
        }
    }

    /// Puts what cannot be read aside, with the reason and where it was found. What is too large to be put aside is
    /// left where it was found, and only told of: refused for ever, it would hold up all behind it.
    void putAside(String deadLetters, ConsumerRecord<String, byte[]> found, String reason) {
        try {
            ProducerRecord<String, byte[]> whole =
                    new ProducerRecord<>(deadLetters, null, found.key(), found.value(), found.headers());
            send(List.of(explained(whole, found, reason)));
        } catch (MessageTooLargeException e) {
            String key = found.key() != null && found.key().length() > LONGEST_KEY ? null : found.key();
            ProducerRecord<String, byte[]> rest = new ProducerRecord<>(deadLetters, key, null);
            send(List.of(explained(rest, found, reason + LEFT_OUT)));
        }
    }

    private static ProducerRecord<String, byte[]> explained(
            ProducerRecord<String, byte[]> letter, ConsumerRecord<String, byte[]> found, String reason) {
        letter.headers()
                .add("tabletalk-reason", bytes(reason))
                .add("tabletalk-topic", bytes(found.topic()))
                .add("tabletalk-partition", bytes(Integer.toString(found.partition())))
                .add("tabletalk-offset", bytes(Long.toString(found.offset())));
        return letter;
    }

    private Future<RecordMetadata> begin(ProducerRecord<String, byte[]> each) {
        try {
            return producer.send(each);
        } catch (InterruptException e) {
            throw interrupted();
        } catch (KafkaException e) {
            throw failure(e, each.topic());
        } catch (IllegalStateException e) {
            throw new TransportClosedException("The transport is closed.");
        }
    }

    private static void await(Future<RecordMetadata> sent, String topic) {
        try {
            sent.get();
        } catch (ExecutionException e) {
            throw failure(Objects.requireNonNullElse(e.getCause(), e), topic);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted();
        }
    }

    private static RuntimeException failure(Throwable cause, String topic) {
        return cause instanceof RecordTooLargeException
                ? new MessageTooLargeException(
                        "The brokers do not take so large a message: max.message.bytes of the topic " + topic
                                + " is smaller than tabletalk.pipeline.kafka.max-message-size.")
                : new TransportUnavailableException(
                        "Kafka did not take a message of " + topic + ": " + cause.getMessage(), cause);
    }

    private static TransportClosedException interrupted() {
        return new TransportClosedException("Interrupted while waiting to publish.");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
