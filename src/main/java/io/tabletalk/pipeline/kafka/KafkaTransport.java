package io.tabletalk.pipeline.kafka;

import io.tabletalk.pipeline.Follower;
import io.tabletalk.pipeline.QueueLimits;
import io.tabletalk.pipeline.Topic;
import io.tabletalk.pipeline.TopicPosition;
import io.tabletalk.pipeline.Transport;
import io.tabletalk.pipeline.TransportClosedException;
import io.tabletalk.pipeline.WorkLease;
import io.tabletalk.pipeline.keyed.KeyedWorkers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Moves messages through Kafka. What was accepted survives the end of this process, and is handled by any process of
/// the group. Connects in the background: it can be made, and subscribed to, while no broker answers.
final class KafkaTransport implements Transport {

    private final KafkaSettings settings;
    private final QueueLimits limits;
    private final KafkaClients clients;
    private final Admin admin;
    private final Producer<String, byte[]> producer;
    private final KafkaTopics topics;
    private final MessageFormat format;
    private final Sender sender;
    private final GroupLag lag;
    private final List<KafkaSubscription<?>> subscriptions = new CopyOnWriteArrayList<>();
    private final List<KafkaFollowing<?>> followings = new CopyOnWriteArrayList<>();
    private final Map<String, Room> rooms = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    KafkaTransport(KafkaSettings settings, QueueLimits limits) {
        this.settings = settings;
        this.limits = limits;
        this.clients = new KafkaClients(settings);
        this.admin = clients.admin();
        this.producer = clients.producer();
        this.topics = new KafkaTopics(settings, admin);
        this.format = new MessageFormat(settings.maxMessageSize().toBytes());
        this.sender = new Sender(producer);
        this.lag = new GroupLag(admin);
    }

    @Override
    public <M> void publish(Topic<M> topic, M message) {
        publishAll(topic, List.of(message));
    }

    /// Work that is under way may publish while the transport closes, so that it can be finished.
    @Override
    public <M> void publishAll(Topic<M> topic, List<M> messages) {
        if (closed.getCount() == 0 && !KeyedWorkers.isWork()) {
            throw new TransportClosedException("The transport is closed.");
        }
        if (messages.isEmpty()) {
            return;
        }
        List<ProducerRecord<String, byte[]>> records = messages.stream()
                .map(message -> format.write(topic, topics.name(topic), message))
                .toList();
        topics.ensure(topic);
        if (!KeyedWorkers.isWorkOf(topic.name())) {
            topic.group().ifPresent(group -> room(topic, group).take(records.size()));
        }
        WorkLease.require();
        sender.send(records);
    }

    @Override
    public <M> Subscription subscribe(Topic<M> topic, SubscriptionSettings wanted, Consumer<List<M>> handler) {
        KafkaSubscription<M> subscription = new KafkaSubscription<>(
                topic,
                wanted,
                handler,
                topics,
                () -> clients.consumer(topics.group(wanted.group())),
                format,
                sender,
                GroupLease.of(settings.sessionTimeout()),
                limits);
        subscriptions.add(subscription);
        subscription.start();
        return subscription;
    }

    @Override
    public boolean keepsMessages() {
        return true;
    }

    @Override
    public Mark mark(Map<Topic<?>, String> consumers) {
        List<KafkaMark.End> ends = new ArrayList<>();
        consumers.forEach(
                (topic, group) -> ends.add(new KafkaMark.End(topics.group(group), lag.ends(topics.name(topic)))));
        return new KafkaMark(lag, ends);
    }

    @Override
    public List<Queue> queues(Map<Topic<?>, String> consumers) {
        List<Queue> queues = new ArrayList<>();
        consumers.forEach((topic, group) -> queues.add(new Queue(
                topic.name(),
                group,
                lag.of(topics.name(topic), topics.group(group)),
                lag.members(topics.group(group)))));
        return queues;
    }

    @Override
    public <M> Following follow(Topic<M> topic, Optional<TopicPosition> from, Follower<M> follower) {
        FollowedTopic place = new FollowedTopic(topics.name(topic), admin, settings.retention());
        KafkaFollowing<M> following = new KafkaFollowing<>(
                topic, from, follower, place, () -> topics.ensure(topic), clients::reader, format, lag::ends);
        followings.add(following);
        following.start();
        return following;
    }

    @Override
    public void close() {
        closed.countDown();
        subscriptions.forEach(KafkaSubscription::beginClose);
        subscriptions.forEach(KafkaSubscription::endClose);
        followings.forEach(KafkaFollowing::close);
        producer.close(settings.timeout());
        admin.close(settings.timeout());
    }

    List<KafkaSubscription<?>> subscriptions() {
        return subscriptions;
    }

    List<SubscriptionStatus> status() {
        return subscriptions.stream().map(KafkaSubscription::status).toList();
    }

    private Room room(Topic<?> topic, String group) {
        return rooms.computeIfAbsent(
                topic.name(),
                name -> new Room(settings.maxLag(), () -> lag.of(topics.name(topic), topics.group(group)), closed));
    }
}
