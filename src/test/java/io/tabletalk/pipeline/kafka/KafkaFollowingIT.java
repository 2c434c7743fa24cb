package io.tabletalk.pipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tabletalk.pipeline.Follower;
import io.tabletalk.pipeline.RetriableException;
import io.tabletalk.pipeline.Topic;
import io.tabletalk.pipeline.TopicPosition;
import io.tabletalk.pipeline.Transport.Following;
import io.tabletalk.pipeline.TransportUnavailableException;
import io.tabletalk.testing.Kafka;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class KafkaFollowingIT {

    private static final Topic<Word> STATES = new Topic<>("states", Word.class, Word::key)
            .keepingLatestUntil(word -> word.text().isEmpty());

    record Word(String key, String text) {}

    private final String prefix = Kafka.prefix();

    /// Remembers the latest text of each key and where it was.
    private static final class Copy implements Follower<Word> {

        private final Map<String, String> texts = new TreeMap<>();
        private final List<String> restarts = new CopyOnWriteArrayList<>();
        private Optional<TopicPosition> position = Optional.empty();
        private int received;
        private volatile boolean broken;

        @Override
        public synchronized void handle(List<Word> messages, TopicPosition after) {
            if (broken) {
                throw new RetriableException("The disk is full.", new IllegalStateException());
            }
            received += messages.size();
            messages.forEach(word -> texts.put(word.key(), word.text()));
            texts.values().removeIf(String::isEmpty);
            position = Optional.of(after);
        }

        private synchronized Map<String, String> held() {
            return Map.copyOf(texts);
        }

        @Override
        public synchronized void startOver(String reason) {
            restarts.add(reason);
            texts.clear();
        }
    }

    @Test
    void aCopyHoldsWhatTheTopicSaysAndGoesOnWhereItWas() {
        Copy copy = new Copy();
        try (KafkaTransport transport = open()) {
            transport.publish(STATES, new Word("a", "one"));
            transport.publish(STATES, new Word("b", "two"));
            Following following = transport.follow(STATES, Optional.empty(), copy);
            following.awaitPublished();
            assertThat(copy.texts).isEqualTo(Map.of("a", "one", "b", "two"));
            await().until(() -> following.progress().caughtUp());

            transport.publish(STATES, new Word("a", ""));
            transport.publish(STATES, new Word("c", "three"));
            following.awaitPublished();
            assertThat(copy.texts).isEqualTo(Map.of("b", "two", "c", "three"));
            assertThat(following.progress().handled()).isEqualTo(4);
        }
        try (KafkaTransport transport = open()) {
            transport.publish(STATES, new Word("d", "four"));
            Following following = transport.follow(STATES, copy.position, copy);
            following.awaitPublished();

            assertThat(copy.texts).containsOnlyKeys("b", "c", "d");
            assertThat(copy.received).as("each once").isEqualTo(5);
            assertThat(copy.restarts).isEmpty();
        }
    }

    @Test
    void everyProcessHasItsOwnCopyWhateverGroupsThereAre() {
        Copy one = new Copy();
        Copy other = new Copy();
        try (KafkaTransport first = open();
                KafkaTransport second = open()) {
            Following followed = first.follow(STATES, Optional.empty(), one);
            Following alsoFollowed = second.follow(STATES, Optional.empty(), other);
            for (int number = 0; number < 50; number++) {
                first.publish(STATES, new Word("key" + number, "text"));
            }
            followed.awaitPublished();
            alsoFollowed.awaitPublished();

            assertThat(one.texts).hasSize(50).isEqualTo(other.texts);
        }
    }

    @Test
    void whatFailsComesAgainAndTheReasonIsSaidMeanwhile() {
        Copy copy = new Copy();
        copy.broken = true;
        try (KafkaTransport transport = open()) {
            transport.publish(STATES, new Word("a", "one"));
            Following following = transport.follow(STATES, Optional.empty(), copy);

            await().until(() -> "The disk is full.".equals(following.progress().problem()));
            assertThat(following.progress().caughtUp()).isFalse();

            copy.broken = false;
            following.awaitPublished();
            assertThat(copy.texts).containsEntry("a", "one");
            await().until(() -> following.progress().problem() == null);
        }
    }

    @Test
    void aTopicThatWasMadeAgainIsReadFromItsBeginning() throws Exception {
        Copy copy = new Copy();
        try (KafkaTransport transport = open()) {
            transport.publish(STATES, new Word("a", "one"));
            transport.follow(STATES, Optional.empty(), copy).awaitPublished();
        }
        deleteTopic();
        try (KafkaTransport transport = open()) {
            transport.publish(STATES, new Word("b", "two"));
            transport.follow(STATES, copy.position, copy).awaitPublished();

            assertThat(copy.texts).isEqualTo(Map.of("b", "two"));
            assertThat(copy.restarts).singleElement().asString().contains("is another one");
        }
    }

    @Test
    void aTopicThatIsMadeAgainWhileItIsFollowedIsReadFromItsBeginning() throws Exception {
        Copy copy = new Copy();
        try (KafkaTransport transport = open()) {
            transport.publish(STATES, new Word("a", "one"));
            transport.publish(STATES, new Word("a", "two"));
            Following following = transport.follow(STATES, Optional.empty(), copy);
            following.awaitPublished();

            deleteTopic();
            try (KafkaTransport other = open()) {
                other.publish(STATES, new Word("b", "three"));
            }

            await().until(() -> copy.held().equals(Map.of("b", "three")));
            await().until(() -> following.progress().caughtUp());
        }
    }

    /// Removals may have been forgotten by then.
    @Test
    void whoWasAwayForLongerThanRemovalsAreKeptBeginsAgain() {
        Copy copy = new Copy();
        try (KafkaTransport transport = open()) {
            transport.publish(STATES, new Word("a", "one"));
            transport.follow(STATES, Optional.empty(), copy).awaitPublished();
        }
        TopicPosition old = aged(copy.position.orElseThrow());
        try (KafkaTransport transport = open()) {
            transport.follow(STATES, Optional.of(old), copy).awaitPublished();
            assertThat(copy.restarts).as("nothing came meanwhile").isEmpty();
        }
        try (KafkaTransport transport = open()) {
            transport.publish(STATES, new Word("b", "two"));
            transport.follow(STATES, Optional.of(old), copy).awaitPublished();

            assertThat(copy.restarts).singleElement().asString().contains("may be gone");
            assertThat(copy.texts).containsOnlyKeys("a", "b");
        }
    }

    @Test
    void withoutABrokerItSaysSo() {
        try (KafkaTransport transport =
                new KafkaTransport(Transports.settings("127.0.0.1:1", prefix, 10), Transports.limits(10))) {
            Following following = transport.follow(STATES, Optional.empty(), new Copy());

            Assertions.assertThatExceptionOfType(TransportUnavailableException.class)
                    .isThrownBy(following::awaitPublished);
            assertThat(following.progress().caughtUp()).isFalse();
            assertThat(following.progress().problem()).contains("not connected");
        }
    }

    private void deleteTopic() throws Exception {
        try (Admin admin = Kafka.shared().admin()) {
            admin.deleteTopics(List.of(prefix + "states")).all().get();
            await().ignoreExceptionsInstanceOf(KafkaException.class)
                    .until(() -> !admin.listTopics().names().get().contains(prefix + "states"));
        }
    }

    private static TopicPosition aged(TopicPosition position) {
        return new TopicPosition(position.topic(), Instant.now().minus(Duration.ofDays(8)), position.next());
    }

    private KafkaTransport open() {
        return Transports.on(Kafka.shared(), prefix, 1_000);
    }
}
