package io.tabletalk.pipeline;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Moves messages from publishers to subscribers: at least once, in order per key. Safe for use by several threads.
///
/// Every topic has one group of subscribers per name of the group: each message is handled once in each group.
public interface Transport extends AutoCloseable {

    /// Hands a message over; returns once it is accepted. Blocks while the topic is full, so a slow consumer slows its
    /// producers and memory stays flat. A consumer that publishes to the topic it consumes is not blocked, since it
    /// would wait for itself.
    ///
    /// @throws TransportClosedException      when the transport is closed, or closes while the call waits
    /// @throws TransportUnavailableException when the transport cannot take it now
    /// @throws MessageTooLargeException      when it never will
    /// @throws IllegalStateException         when nobody subscribes to the topic and the transport cannot keep the
    ///                                       message
    <M> void publish(Topic<M> topic, M message);

    /// Hands messages over in their order, faster than one by one; returns once all are accepted. When it throws, some
    /// may have been.
    default <M> void publishAll(Topic<M> topic, List<M> messages) {
        messages.forEach(message -> publish(topic, message));
    }

    /// Starts to deliver messages in batches, several threads at a time when the subscription says so, but never two
    /// messages of one key at once. A batch is done when `handler` returns; when it throws, the batch may be
    /// delivered
    /// again. One process subscribes a group to a topic once.
    <M> Subscription subscribe(Topic<M> topic, SubscriptionSettings settings, Consumer<List<M>> handler);

    /// Whether what was accepted is delivered although the process that published it ends.
    boolean keepsMessages();

    /// Notes where the topics end now.
    ///
    /// @param consumers the group that handles each topic, in whichever process
    /// @throws TransportUnavailableException when the transport cannot tell now
    /// @throws UnsupportedOperationException when it keeps no messages
    Mark mark(Map<Topic<?>, String> consumers);

    /// What waits for whom now, in whichever process.
    ///
    /// @param consumers the group that handles each topic
    /// @throws TransportUnavailableException when the transport cannot tell now
    List<Queue> queues(Map<Topic<?>, String> consumers);

    /// Hands every message of a topic to this process, whatever groups there are: for who keeps a copy of what a topic
    /// says. A topic that keeps the latest message of each key brings all that it was ever told. Messages that
    /// cannot
    /// be read are left out.
    ///
    /// @param from where to go on; empty for the beginning
    /// @throws UnsupportedOperationException when it keeps no messages
    default <M> Following follow(Topic<M> topic, Optional<TopicPosition> from, Follower<M> follower) {
        throw new UnsupportedOperationException("This transport keeps no messages.");
    }

    /// Takes no more messages, finishes the batches in work, and returns. What was accepted but not delivered is kept
    /// only by a transport that survives the process.
    @Override
    void close();

    /// @param waiting messages that the group has not handled
    /// @param workers processes of the group, as far as is known
    record Queue(String topic, String group, long waiting, int workers) {}

    /// Where topics ended at one time.
    interface Mark {

        /// Whether every message that was published before is handled: its handler has returned, and so has published
        /// whatever follows from it.
        ///
        /// @throws TransportUnavailableException when the transport cannot tell now
        boolean isPassed();
    }

    /// A running subscription.
    interface Subscription extends AutoCloseable {

        /// How many messages wait to be delivered to this subscription, as far as is known.
        long backlog();

        /// Finishes the batches in work and stops.
        @Override
        void close();
    }

    /// A copy that follows a topic.
    interface Following extends AutoCloseable {

        Progress progress();

        /// Returns once every message that was published before the call is handled by the follower.
        ///
        /// @throws TransportUnavailableException when that takes too long, or the transport cannot tell now
        /// @throws TransportClosedException      when the transport closes meanwhile
        void awaitPublished();

        /// Finishes the messages in work and stops.
        @Override
        void close();

        /// @param caughtUp whether it has once been as far as the topic was when following began
        /// @param handled  messages since then
        /// @param waiting  places of the topic that were not reached yet, as far as is known
        /// @param problem  why it does not get on; null when it does
        record Progress(
                boolean caughtUp,
                long handled,
                long waiting,
                @Nullable String problem) {}
    }

    /// @param group       the group this subscriber belongs to, such as `embedding-workers`
    /// @param concurrency how many batches may be in work at once, 1 or more
    /// @param maxBatch    the most messages in a batch, 1 or more
    /// @param maxWeight   about the most bytes of messages in a batch, as the transport reckons them: in one
    /// process by
    ///                    [Topic#weight]; a heavier message is a batch of its own
    record SubscriptionSettings(String group, int concurrency, int maxBatch, long maxWeight) {

        /// Batches of any weight.
        public SubscriptionSettings(String group, int concurrency, int maxBatch) {
            this(group, concurrency, maxBatch, Long.MAX_VALUE);
        }
    }
}
