package io.tabletalk.pipeline.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Something received, with the place to note that it is done.
sealed interface Delivery<M> {

    PartitionProgress progress();

    long offset();

    default void done() {
        progress().done(offset());
    }

    default void letGo() {
        progress().letGo(offset());
    }

    default boolean isWanted() {
        return progress().isWanted(offset());
    }

    record Readable<M>(M message, PartitionProgress progress, long offset) implements Delivery<M> {}

    /// To be put aside.
    ///
    /// @param reason why it cannot be read
    record Unreadable<M>(ConsumerRecord<String, byte[]> found, String reason, PartitionProgress progress)
            implements Delivery<M> {
        @Override
        public long offset() {
            return found.offset();
        }
    }
}
