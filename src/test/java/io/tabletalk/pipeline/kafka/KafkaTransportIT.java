package io.tabletalk.pipeline.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tabletalk.health.Health;
import io.tabletalk.pipeline.MessageTooLargeException;
import io.tabletalk.pipeline.OutageException;
import io.tabletalk.pipeline.QueueLimits;
import io.tabletalk.pipeline.Topic;
import io.tabletalk.pipeline.Transport;
import io.tabletalk.pipeline.Transport.SubscriptionSettings;
import io.tabletalk.pipeline.TransportClosedException;
import io.tabletalk.pipeline.TransportUnavailableException;
import io.tabletalk.testing.Kafka;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class KafkaTransportIT {

    private static final Topic<Word> WORDS = new Topic<>("words", Word.class, Word::key).workedOffBy("readers");
    private static final Topic<Word> STATES = new Topic<>("states", Word.class, Word::key)
            .keepingLatestUntil(word -> word.text().isEmpty());
    private static final SubscriptionSettings READERS = new SubscriptionSettings("readers", 2, 10);

    record Word(String key, String text) {}

    private Kafka kafka;
    private final String prefix = Kafka.prefix();

    @BeforeEach
    void startKafka() {
        kafka = Kafka.shared();
    }

    @Test
    void whatCannotBeReadIsPutAsideAndBlocksNothing() throws Exception {
        Queue<String> received = new ConcurrentLinkedQueue<>();
        try (KafkaTransport transport = open()) {
            transport.subscribe(WORDS, READERS, batch -> batch.forEach(word -> received.add(word.text())));
            transport.publish(WORDS, new Word("a", "before"));
            send("a", "{\"version\": 1, \"mess");
            send("a", "{\"version\": 7, \"message\": {\"key\": \"a\", \"text\": \"from the future\"}}");
            send("a", "{\"message\": {\"key\": \"a\", \"text\": \"no version\"}}");
            send("a", "{\"version\": 1, \"message\": {\"key\": \"a\"}}");
            send("a", "{\"version\": 1, \"message\": {\"key\": \"b\", \"text\": \"another key\"}}");
            send("a", null);
            transport.publish(WORDS, new Word("a", "after"));

            await().until(() -> received.size() == 2);
            assertThat(received).containsExactly("before", "after");
            List<ConsumerRecord<String, byte[]>> letters = read(prefix + "words.dlt", 6);
            assertThat(letters)
                    .extracting(letter -> header(letter, "tabletalk-reason"))
                    .containsExactly(
                            "It is no JSON of the form that words has.",
                            "Its version is 7; 1 is understood.",
                            "It does not say its version.",
                            "It is no JSON of the form that words has.",
                            "Its key is not that of its message.",
                            "It is empty.");
            assertThat(letters.getFirst().value()).asString(UTF_8).isEqualTo("{\"version\": 1, \"mess");
            assertThat(header(letters.getFirst(), "tabletalk-topic")).isEqualTo(prefix + "words");
            await().untilAsserted(() ->
                    assertThat(new KafkaHealth(transport).check().message()).contains("6 unreadable ones put aside"));
        }
    }

    /// One key, so that what comes behind the first waits for it and is one batch.
    @Test
    void whatCannotBeReadIsPutAsideOnceHoweverOftenItsBatchIsDeliveredAgain() throws Exception {
        AtomicInteger failures = new AtomicInteger();
        Queue<String> received = new ConcurrentLinkedQueue<>();
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch sent = new CountDownLatch(1);
        try (KafkaTransport transport = open()) {
            transport.subscribe(WORDS, new SubscriptionSettings("readers", 1, 10), batch -> {
                working.countDown();
                awaitQuietly(sent);
                if (batch.stream().anyMatch(word -> word.text().equals("two")) && failures.incrementAndGet() < 4) {
                    throw new OutageException("The embedder is away.", new IllegalStateException("refused"));
                }
                batch.forEach(word -> received.add(word.text()));
            });
            transport.publish(WORDS, new Word("a", "one"));
            working.await();
            send("a", "no JSON");
            transport.publish(WORDS, new Word("a", "two"));
            await().until(() -> transport.subscriptions().getFirst().backlog() == 2);
            sent.countDown();

            await().until(() -> received.contains("two"));
            await().untilAsserted(() ->
                    assertThat(new KafkaHealth(transport).check().message()).contains("1 unreadable ones put aside"));
            assertThat(failures).hasValue(4);
            send("b", "no JSON either");
            assertThat(read(prefix + "words.dlt", 2))
                    .extracting(letter -> new String(letter.value(), UTF_8))
                    .containsExactly("no JSON", "no JSON either");
        }
    }

    @Test
    void whatIsTooLargeToBePutAsideIsToldOfWithoutItsValueAndBlocksNothing() throws Exception {
        Queue<String> received = new ConcurrentLinkedQueue<>();
        try (KafkaTransport transport = open()) {
            transport.subscribe(WORDS, READERS, batch -> batch.forEach(word -> received.add(word.text())));
            transport.publish(WORDS, new Word("a", "before"));
            send("a", "x".repeat(1_000_000), DataSize.ofMegabytes(2));
            transport.publish(WORDS, new Word("a", "after"));

            await().until(() -> received.contains("after"));
            ConsumerRecord<String, byte[]> letter =
                    read(prefix + "words.dlt", 1).getFirst();
            assertThat(letter.key()).isEqualTo("a");
            assertThat(letter.value()).isNull();
            assertThat(header(letter, "tabletalk-reason"))
                    .isEqualTo("It is no JSON of the form that words has."
                            + " Its value and headers are left out here, since with them it is too large.");
            assertThat(header(letter, "tabletalk-topic")).isEqualTo(prefix + "words");
            assertThat(header(letter, "tabletalk-offset")).isEqualTo("1");
        }
    }

    /// What arrives as the queue closes is not worked on here, is not waited for, and is left to others.
    @Test
    void closingWhileMessagesArriveLeavesTheGroupAtOnceAndTheMessagesToOthers() {
        AtomicReference<KafkaSubscription<Word>> subscription = new AtomicReference<>();
        Set<String> received = ConcurrentHashMap.newKeySet();
        KafkaSettings settings = Transports.settings(kafka.bootstrapServers(), prefix, 50);
        KafkaClients clients = new KafkaClients(settings);
        try (KafkaTransport transport = open();
                Admin admin = kafka.admin();
                Producer<String, byte[]> producer = clients.producer()) {
            transport.publishAll(WORDS, words(20));
            subscription.set(new KafkaSubscription<>(
                    WORDS,
                    READERS,
                    batch -> batch.forEach(word -> received.add(word.key())),
                    new KafkaTopics(settings, admin),
                    () -> closingOnArrival(clients.consumer(prefix + "readers"), subscription),
                    new MessageFormat(settings.maxMessageSize().toBytes()),
                    new Sender(producer),
                    GroupLease.of(settings.sessionTimeout()),
                    new QueueLimits(50, 1_000_000, Duration.ofMinutes(10))));
            Objects.requireNonNull(subscription.get()).start();

            Thread closing = Thread.ofVirtual()
                    .start(() -> Objects.requireNonNull(subscription.get()).endClose());

            await().atMost(Duration.ofSeconds(60)).until(() -> !closing.isAlive());
            transport.subscribe(WORDS, READERS, batch -> batch.forEach(word -> received.add(word.key())));
            await().until(() -> received.size() == 20);
        }
    }

    private static List<Word> words(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new Word("key" + number, "text"))
                .toList();
    }

    /// As a process does that goes on after it was suspended: by then others may have its work, and be further.
    @Test
    void whoeverTheBrokersHaveNotConfirmedInTimePublishesNothing() {
        CountDownLatch resumed = new CountDownLatch(1);
        Queue<String> outcomes = new ConcurrentLinkedQueue<>();
        KafkaSettings settings = Transports.settings(kafka.bootstrapServers(), prefix, 50);
        KafkaClients clients = new KafkaClients(settings);
        try (KafkaTransport transport = open();
                Admin admin = kafka.admin();
                Producer<String, byte[]> producer = clients.producer()) {
            KafkaSubscription<Word> subscription = new KafkaSubscription<>(
                    WORDS,
                    READERS,
                    batch -> {
                        if (resumed.getCount() > 0) {
                            await().pollInSameThread().until(() -> isRefused(transport, batch.getFirst()));
                            outcomes.add("refused");
                            resumed.countDown();
                            throw new OutageException("It is delivered again.", new IllegalStateException());
                        }
                        transport.publish(STATES, batch.getFirst());
                        outcomes.add("published");
                    },
                    new KafkaTopics(settings, admin),
                    () -> suspendedAfterArrival(clients.consumer(prefix + "readers"), resumed),
                    new MessageFormat(settings.maxMessageSize().toBytes()),
                    new Sender(producer),
                    GroupLease.of(settings.sessionTimeout()),
                    Transports.limits(50));
            subscription.start();
            transport.publish(WORDS, new Word("a", "text"));

            await().until(() -> outcomes.contains("published"));
            assertThat(outcomes).containsExactly("refused", "published");
            subscription.close();
        }
    }

    @Test
    void aMessageLargerThanTheTopicTakesIsRefusedWithTheReason() {
        try (KafkaTransport transport = open()) {
            Word large = new Word("a", "x".repeat(600_000));

            assertThatThrownBy(() -> transport.publish(WORDS, large))
                    .isInstanceOf(MessageTooLargeException.class)
                    .hasMessageContaining("may take 524288")
                    .hasMessageContaining("max-message-size");
        }
    }

    @Test
    void theLargestMessageThatMayBeIsDelivered() {
        AtomicInteger length = new AtomicInteger();
        try (KafkaTransport transport = open()) {
            transport.subscribe(
                    WORDS, READERS, batch -> length.set(batch.getFirst().text().length()));

            transport.publish(WORDS, new Word("a", "x".repeat(524_200)));

            await().until(() -> length.get() == 524_200);
        }
    }

    @Test
    void aMarkIsPassedOnceAllBeforeItIsHandled() {
        CountDownLatch goOn = new CountDownLatch(1);
        try (KafkaTransport transport = open()) {
            Map<Topic<?>, String> consumers = Map.of(WORDS, READERS.group());
            assertThat(transport.mark(consumers).isPassed())
                    .as("there is no topic yet")
                    .isTrue();
            transport.publish(WORDS, new Word("a", "one"));
            assertThat(transport.mark(consumers).isPassed())
                    .as("nobody has handled it")
                    .isFalse();
            transport.subscribe(WORDS, READERS, batch -> awaitQuietly(goOn));
            Transport.Mark mark = transport.mark(consumers);

            await().during(Duration.ofSeconds(1)).until(() -> !mark.isPassed());
            goOn.countDown();

            await().until(mark::isPassed);
            assertThat(mark.isPassed()).isTrue();
        }
    }

    @Test
    void publishingWaitsWhileTheWorkersAreTooFarBehind() {
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger received = new AtomicInteger();
        AtomicInteger accepted = new AtomicInteger();
        try (KafkaTransport transport = open()) {
            transport.subscribe(WORDS, READERS, batch -> {
                awaitQuietly(goOn);
                received.addAndGet(batch.size());
            });

            Thread.ofVirtual().start(() -> {
                for (int number = 0; number < 200; number++) {
                    transport.publish(WORDS, new Word("key" + number, "text"));
                    accepted.incrementAndGet();
                }
            });

            await().until(() -> accepted.get() == 50);
            await().during(Duration.ofSeconds(1)).until(() -> accepted.get() == 50);
            goOn.countDown();
            await().atMost(Duration.ofSeconds(30)).until(() -> received.get() == 200);
        }
    }

    @Test
    void aPublisherThatWaitsIsToldWhenTheTransportCloses() throws InterruptedException {
        KafkaTransport transport = open();
        AtomicReference<RuntimeException> failure = new AtomicReference<>();
        AtomicInteger accepted = new AtomicInteger();
        Thread publisher = Thread.ofVirtual().start(() -> {
            try {
                for (int number = 0; number < 200; number++) {
                    transport.publish(WORDS, new Word("key" + number, "text"));
                    accepted.incrementAndGet();
                }
            } catch (TransportClosedException e) {
                failure.set(e);
            }
        });
        await().until(() -> accepted.get() == 50);

        transport.close();
        publisher.join();

        assertThat(failure.get()).isInstanceOf(TransportClosedException.class);
    }

    @Test
    void topicsAreCreatedAsTheSettingsSay() throws Exception {
        try (KafkaTransport transport = open();
                Admin admin = kafka.admin()) {
            transport.publish(STATES, new Word("a", "text"));
            transport.publish(new Topic<>("data-ingestion", Word.class, Word::key), new Word("a", "text"));

            Map<String, TopicDescription> topics = admin.describeTopics(
                            List.of(prefix + "data-ingestion", prefix + "data-ingestion.dlt", prefix + "states"))
                    .allTopicNames()
                    .get();
            assertThat(topics)
                    .hasEntrySatisfying(
                            prefix + "data-ingestion",
                            topic -> assertThat(topic.partitions()).hasSize(12));
            assertThat(configuration(admin, prefix + "data-ingestion"))
                    .containsEntry("cleanup.policy", "delete")
                    .containsEntry("retention.ms", "604800000");
            assertThat(configuration(admin, prefix + "data-ingestion.dlt")).containsEntry("retention.ms", "-1");
            assertThat(configuration(admin, prefix + "states"))
                    .containsEntry("cleanup.policy", "compact")
                    .containsEntry("min.compaction.lag.ms", "86400000");
        }
    }

    @Test
    void aRemovalIsDeliveredAndLeavesNothingOfItsKey() throws Exception {
        Queue<String> received = new ConcurrentLinkedQueue<>();
        try (KafkaTransport transport = open()) {
            transport.subscribe(STATES, READERS, batch -> batch.forEach(word -> received.add(word.text())));

            transport.publish(STATES, new Word("a", "here"));
            transport.publish(STATES, new Word("a", ""));

            await().until(() -> received.size() == 2);
            assertThat(received).containsExactly("here", "");
            assertThat(read(prefix + "states", 2).getLast().value())
                    .as("what Kafka takes for a removal")
                    .isNull();
        }
    }

    @Test
    void whatWasNotHandledIsDeliveredAfterARestartAndNothingElse() {
        Queue<String> first = new ConcurrentLinkedQueue<>();
        Queue<String> second = new ConcurrentLinkedQueue<>();
        try (KafkaTransport transport = open()) {
            transport.subscribe(WORDS, READERS, batch -> batch.forEach(word -> first.add(word.text())));
            for (int number = 0; number < 40; number++) {
                transport.publish(WORDS, new Word("key" + number, "early" + number));
            }
            await().until(() -> first.size() == 40);
        }
        try (KafkaTransport transport = open()) {
            transport.publish(WORDS, new Word("a", "late"));
        }

        try (KafkaTransport transport = open()) {
            transport.subscribe(WORDS, READERS, batch -> batch.forEach(word -> second.add(word.text())));

            await().until(() -> !second.isEmpty());
            assertThat(second).containsExactly("late");
        }
    }

    @Test
    void workUnderWayMayPublishWhileTheTransportCloses() throws InterruptedException {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicBoolean published = new AtomicBoolean();
        KafkaTransport transport = open();
        transport.subscribe(WORDS, READERS, batch -> {
            working.countDown();
            awaitQuietly(goOn);
            transport.publish(STATES, new Word("a", "result"));
            published.set(true);
        });
        transport.publish(WORDS, new Word("a", "text"));
        working.await();

        Thread closing = Thread.ofVirtual().start(transport::close);
        await().untilAsserted(() -> assertThatThrownBy(() -> transport.publish(WORDS, new Word("b", "more")))
                .isInstanceOf(TransportClosedException.class));
        goOn.countDown();
        closing.join();

        assertThat(published).isTrue();
        // The publication that is to be refused may come before the end, and its word is worked on, too.
        assertThat(read(prefix + "states", 1)).isNotEmpty();
    }

    /// A second process joins while the first works, and the first leaves.
    @Test
    void processesShareTheWorkKeyByKey() {
        Map<String, Queue<Integer>> received = new ConcurrentHashMap<>();
        Set<String> inWork = ConcurrentHashMap.newKeySet();
        AtomicBoolean overlapped = new AtomicBoolean();
        AtomicInteger bySecond = new AtomicInteger();
        AtomicInteger sent = new AtomicInteger();
        try (KafkaTransport second = open()) {
            try (KafkaTransport first = open()) {
                first.subscribe(WORDS, READERS, batch -> work(batch, received, inWork, overlapped));
                publish(first, sent, 200);
                second.subscribe(WORDS, READERS, batch -> {
                    work(batch, received, inWork, overlapped);
                    bySecond.addAndGet(batch.size());
                });
                await().atMost(Duration.ofSeconds(30)).until(() -> {
                    publish(first, sent, 20);
                    return bySecond.get() > 0;
                });
            }
            publish(second, sent, 100);

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(received.values().stream()
                                    .flatMap(Queue::stream)
                                    .distinct()
                                    .count())
                            .isEqualTo(sent.get()));
            assertThat(overlapped).as("two processes worked on one key at once").isFalse();
            assertThat(received.values())
                    .allSatisfy(numbers -> assertThat(new ArrayList<>(numbers)).isSorted());
        }
    }

    @Test
    void withoutABrokerTheTransportStartsAndSaysWhatIsWrong() {
        try (KafkaTransport transport =
                new KafkaTransport(Transports.settings("127.0.0.1:1", prefix, 10), Transports.limits(10))) {
            transport.subscribe(WORDS, READERS, batch -> {});

            Health health = new KafkaHealth(transport).check();

            assertThat(health.state()).isEqualTo(Health.State.DOWN);
            assertThat(health.message()).startsWith("readers: It has not joined its group yet.");
        }
    }

    private KafkaTransport open() {
        return Transports.on(kafka, prefix, 50);
    }

    private static void publish(KafkaTransport transport, AtomicInteger sent, int count) {
        for (int i = 0; i < count; i++) {
            int number = sent.getAndIncrement();
            transport.publish(WORDS, new Word("key" + number % 17, Integer.toString(number)));
        }
    }

    private static void work(
            List<Word> batch, Map<String, Queue<Integer>> received, Set<String> inWork, AtomicBoolean overlapped) {
        Set<String> keys = Set.copyOf(batch.stream().map(Word::key).distinct().toList());
        keys.forEach(key -> overlapped.compareAndSet(false, !inWork.add(key)));
        for (Word word : batch) {
            received.computeIfAbsent(word.key(), key -> new ConcurrentLinkedQueue<>())
                    .add(Integer.parseInt(word.text()));
        }
        Thread.yield();
        inWork.removeAll(keys);
    }

    /// A consumer whose subscription begins to close when messages have come and are not in its queue yet.
    @SuppressWarnings("unchecked")
    private static Consumer<String, byte[]> closingOnArrival(
            Consumer<String, byte[]> consumer, AtomicReference<KafkaSubscription<Word>> subscription) {
        return (Consumer<String, byte[]>) Proxy.newProxyInstance(
                KafkaTransportIT.class.getClassLoader(),
                new Class<?>[] {Consumer.class},
                (proxy, method, arguments) -> {
                    Object answer = method.invoke(consumer, arguments);
                    if (answer instanceof ConsumerRecords<?, ?> found && !found.isEmpty()) {
                        Objects.requireNonNull(subscription.get()).beginClose();
                    }
                    return answer;
                });
    }

    private static boolean isRefused(KafkaTransport transport, Word word) {
        try {
            transport.publish(STATES, word);
            return false;
        } catch (TransportUnavailableException e) {
            return true;
        }
    }

    /// A consumer that asks for nothing more once messages have come, until it is resumed.
    @SuppressWarnings("unchecked")
    private static Consumer<String, byte[]> suspendedAfterArrival(
            Consumer<String, byte[]> consumer, CountDownLatch resumed) {
        AtomicBoolean arrived = new AtomicBoolean();
        return (Consumer<String, byte[]>) Proxy.newProxyInstance(
                KafkaTransportIT.class.getClassLoader(),
                new Class<?>[] {Consumer.class},
                (proxy, method, arguments) -> {
                    if (arrived.get()) {
                        awaitQuietly(resumed);
                    }
                    Object answer = method.invoke(consumer, arguments);
                    if (answer instanceof ConsumerRecords<?, ?> found && !found.isEmpty()) {
                        arrived.set(true);
                    }
                    return answer;
                });
    }

    private void send(String key, @Nullable String value) throws Exception {
        send(key, value, DataSize.ofKilobytes(512));
    }

    private void send(String key, @Nullable String value, DataSize largest) throws Exception {
        KafkaClients clients = new KafkaClients(Transports.settings(kafka.bootstrapServers(), prefix, 10, largest));
        try (Producer<String, byte[]> producer = clients.producer()) {
            producer.send(new ProducerRecord<>(prefix + "words", key, value == null ? null : value.getBytes(UTF_8)))
                    .get();
        }
    }

    private List<ConsumerRecord<String, byte[]>> read(String topic, int count) {
        KafkaClients clients = new KafkaClients(Transports.settings(kafka.bootstrapServers(), prefix, 10));
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        try (var consumer = clients.consumer(prefix + "test")) {
            consumer.subscribe(List.of(topic));
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
                return found.size() >= count;
            });
        }
        return found;
    }

    private static Map<String, String> configuration(Admin admin, String topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Map<String, String> values = new ConcurrentHashMap<>();
        admin.describeConfigs(List.of(resource)).values().values().iterator().next().get().entries().stream()
                .filter(entry -> entry.value() != null)
                .forEach(entry -> values.put(entry.name(), entry.value()));
        return values;
    }

    private static String header(ConsumerRecord<String, byte[]> letter, String name) {
        Header header = letter.headers().lastHeader(name);
        return new String(header.value(), UTF_8);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
