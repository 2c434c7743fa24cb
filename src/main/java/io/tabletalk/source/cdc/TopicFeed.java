package io.tabletalk.source.cdc;

import io.tabletalk.source.ChangeFeed;
import io.tabletalk.source.Changes;
import io.tabletalk.source.FeedPosition;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows a table or collection by what an external cluster of Kafka Connect writes into a topic: the messages tell
/// which keys have changed, and the rows are read where they are. Nothing is set up: neither the connector nor the
/// brokers learn that somebody follows.
///
/// Positions are offsets in the topic.
public final class TopicFeed implements ChangeFeed {

    private static final Logger LOG = LoggerFactory.getLogger(TopicFeed.class);
    private static final Pattern OFFSET = Pattern.compile("\\d{1,18}");

    private final ChangesTopic topic;
    private final ChangeReader reader;
    private final MessageReader messages;
    private final TopicPartition partition;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final Object using = new Object();
    private volatile @Nullable Consumer<byte[], byte[]> consumer;
    private volatile boolean closed;
    private @Nullable Pending pending;
    private TopicPlace place = new TopicPlace(0, Instant.EPOCH, Instant.EPOCH);
    private String shape = "";
    private long answerAt = Long.MAX_VALUE;

    /// @param reader closed with the feed
    public TopicFeed(ChangesTopic topic, ChangeReader reader) {
        this.topic = topic;
        this.reader = reader;
        this.messages = new MessageReader(topic);
        this.partition = new TopicPartition(topic.topic(), 0);
    }

    /// @param upTo where the topic was read to
    private record Pending(List<ChangeEvent> events, TopicPlace upTo) {}

    @Override
    public String identity() {
        return reader.identity() + ", " + topic;
    }

    /// There is nothing that could belong to somebody else.
    @Override
    public void claim() {}

    @Override
    public Beginning begin(String bookmark, String formerShape) {
        shape = reader.shape();
        return asking(() -> begin(consumer(), bookmark, formerShape));
    }

    private Beginning begin(Consumer<byte[], byte[]> opened, String bookmark, String formerShape) {
        requireOnePartition(opened);
        opened.assign(List.of(partition));
        long first = ofPartition(opened.beginningOffsets(List.of(partition)));
        long end = end(opened);
        Instant now = Instant.now();
        TopicPlace from = bookmark.isEmpty() ? null : TopicPlace.parse(bookmark, now);
        place = from != null && isWithin(from, first, end) ? from : new TopicPlace(end, now, now);
        opened.seek(partition, place.offset());
        String reason = from == null
                ? "All of it is read once before it is followed."
                : reasonToReadFirst(from, formerShape, first, end);
        return new Beginning(place.bookmark(), place.position(), shape, reason);
    }

    private long end(Consumer<byte[], byte[]> opened) {
        return ofPartition(opened.endOffsets(List.of(partition)));
    }

    private long ofPartition(Map<TopicPartition, Long> offsets) {
        return Objects.requireNonNull(offsets.get(partition), "Kafka answers for each partition that was asked for");
    }

    private void requireOnePartition(Consumer<byte[], byte[]> opened) {
        int partitions = opened.partitionsFor(topic.topic()).size();
        if (partitions != 1) {
            throw new SourceException(
                    partitions == 0 ? Kind.UNAVAILABLE : Kind.INVALID,
                    partitions == 0
                            ? "There is no " + topic + " yet. The connector makes it with the first change."
                            : "The " + topic + " has " + partitions
                                    + " partitions, and changes are followed in the order of"
                                    + " one. Set topic.creation.default.partitions=1 at the connector.");
        }
    }

    private String reasonToReadFirst(TopicPlace from, String formerShape, long first, long end) {
        if (from.offset() < first) {
            return "The " + topic + " no longer holds the changes since then.";
        }
        if (from.offset() > end) {
            return "The " + topic + " was made anew.";
        }
        if (from.mayMissDeletions(end, Instant.now())) {
            return "The " + topic + " was not read since " + from.notedAt() + ", and may have forgotten deletions.";
        }
        return shape.equals(formerShape) ? "" : "The fields that are read have changed.";
    }

    private static boolean isWithin(TopicPlace from, long first, long end) {
        return from.offset() >= first && from.offset() <= end;
    }

    @Override
    public boolean await(Duration limit) throws InterruptedException {
        if (pending == null) {
            Pending next = asking(() -> poll(consumer(), limit));
            if (next.events().isEmpty() && next.upTo().offset() < answerAt) {
                place = next.upTo();
                return false;
            }
            reader.awaitVisible(next.events());
            pending = next;
        }
        return true;
    }

    private Pending poll(Consumer<byte[], byte[]> opened, Duration limit) {
        if (asked.getAndSet(false)) {
            answerAt = Math.min(answerAt, end(opened));
        }
        TopicPlace upTo = place;
        List<ChangeEvent> events = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> message :
                opened.poll(upTo.offset() >= answerAt ? Duration.ZERO : limit).records(partition)) {
            ChangeEvent event = messages.read(message).orElse(null);
            if (event != null) {
                events.add(event);
                upTo = upTo.after(event);
            }
        }
        return new Pending(events, upTo.at(opened.position(partition), Instant.now()));
    }

    @Override
    public Changes take(long after) {
        Pending taken = Objects.requireNonNull(pending, "await has returned true");
        boolean truncated = taken.events().stream().anyMatch(ChangeEvent.Truncation.class::isInstance);
        ChangeReader.Read read = reader.read(taken.events(), after);
        return new Changes(
                read.documents(),
                read.unreadable(),
                taken.upTo().position(),
                taken.upTo().currentAt(),
                taken.upTo().bookmark(),
                truncated ? "All rows of the table were removed at once." : null);
    }

    @Override
    public void acknowledge(Changes changes) {
        place = Objects.requireNonNull(pending, "changes are acknowledged once").upTo();
        pending = null;
        answerAt = place.offset() >= answerAt ? Long.MAX_VALUE : answerAt;
    }

    /// Asks for the end of the topic. What the connector has not written yet nobody knows here.
    @Override
    public void probe() {
        asked.set(true);
    }

    @Override
    public FeedPosition position(String text) {
        if (!OFFSET.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "A position of " + topic + " has the form 1234, the number of messages before it.");
        }
        long offset = Long.parseLong(text);
        return new FeedPosition(Long.toString(offset), offset);
    }

    /// There is nothing to remove.
    @Override
    public void drop() {}

    private Consumer<byte[], byte[]> consumer() {
        if (closed) {
            throw new SourceException(Kind.INVALID, "The feed is closed.");
        }
        Consumer<byte[], byte[]> open = consumer;
        if (open == null) {
            open = TopicClient.open(topic);
            consumer = open;
        }
        return open;
    }

    /// A consumer serves one thread at a time.
    private <T> T asking(Supplier<T> work) {
        try {
            synchronized (using) {
                return work.get();
            }
        } catch (OffsetOutOfRangeException e) {
            throw new SourceException(Kind.UNAVAILABLE, "The " + topic + " no longer holds what comes next.");
        } catch (AuthenticationException | AuthorizationException e) {
            throw new SourceException(Kind.DENIED, "The " + topic + " may not be read with these credentials.");
        } catch (InterruptException e) {
            throw new SourceException(Kind.UNAVAILABLE, "Reading the " + topic + " was interrupted.");
        } catch (KafkaException e) {
            throw new SourceException(
                    Kind.UNAVAILABLE,
                    "The " + topic + " cannot be read: " + e.getClass().getSimpleName() + ".");
        }
    }

    @Override
    public void close() {
        closed = true;
        Consumer<byte[], byte[]> open = consumer;
        if (open != null) {
            open.wakeup(); // whoever waits for messages gives it back
            synchronized (using) {
                close(open);
            }
        }
        reader.close();
    }

    private static void close(Consumer<byte[], byte[]> open) {
        try {
            open.close();
        } catch (KafkaException e) {
            LOG.debug("A consumer could not be closed properly", e);
        }
    }
}
