package io.tabletalk.ingest;

import io.tabletalk.health.Health;
import io.tabletalk.health.HealthCheck;
import io.tabletalk.index.BookmarkedIndex;
import io.tabletalk.index.DocumentTraces.Gone;
import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.index.IndexException;
import io.tabletalk.index.IndexedDocument;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.pipeline.Follower;
import io.tabletalk.pipeline.RetriableException;
import io.tabletalk.pipeline.StageException;
import io.tabletalk.pipeline.TopicPosition;
import io.tabletalk.pipeline.Transport;
import io.tabletalk.pipeline.Transport.Following;
import io.tabletalk.pipeline.TransportUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/// The index of this process as a copy of what the topic of updates says. Every server has one and fills it by itself,
/// whoever has which part of the pipeline's work. How far it is lies in the index, stored with the updates.
final class IndexReplica implements Follower<VectorUpdate>, IndexSupply, HealthCheck, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(IndexReplica.class);

    private final BookmarkedIndex index;
    private final Traces traces;
    private final Receipts receipts;
    private final Transport transport;
    private final OtherVectors others;
    private final RefusedUpdates refused = new RefusedUpdates();
    private final NewDocuments news = new NewDocuments();
    private volatile @Nullable Following following;

    /// @param embedding the fingerprint of the engine whose vectors the index takes
    IndexReplica(BookmarkedIndex index, Traces traces, Receipts receipts, Transport transport, String embedding) {
        this.index = index;
        this.traces = traces;
        this.receipts = receipts;
        this.transport = transport;
        this.others = new OtherVectors(embedding);
    }

    @Override
    public void start() {
        Optional<TopicPosition> from = index.bookmark().map(TopicPosition::parse);
        if (from.isEmpty() && index.documentCount() > 0) {
            throw new IllegalStateException("The index holds documents that it did not take from Kafka's topic"
                    + " vector-updates, so it cannot go on from there, and other servers would not have them. Run"
                    + " ./tabletalk rebuild-index, and read the sources that it does not bring back.");
        }
        index.refuseSearches(this::whyNotSearched);
        following = transport.follow(Topics.VECTOR_UPDATES, from, this);
    }

    /// While the copy is being brought up to date. Without Kafka, what it holds already is answered from.
    private Optional<String> whyNotSearched() {
        Following.Progress progress = progress();
        boolean goesOn = progress.problem() == null || index.documentCount() == 0;
        return !progress.caughtUp() && goesOn ? Optional.of(underWay(progress)) : Optional.empty();
    }

    /// The bookmark stays before the first update whose vectors are another model's, so that it is met again after a
    /// restart for as long as nothing has replaced it.
    @Override
    public void handle(List<VectorUpdate> messages, TopicPosition after) {
        try {
            List<VectorUpdate> wanted = receipts.withoutDeleted(messages);
            List<DocumentUpdate> updates = others.withoutThem(wanted);
            Optional<String> bookmark = others.isEmpty() ? Optional.of(after.toString()) : Optional.empty();
            markBeginning(after);
            List<VectorUpdate> added = notHeld(IndexSupply.counted(wanted));
            List<Gone> gone = Traces.gone(index, updates);
            traces.forgetAround(gone, () -> apply(updates, bookmark));
            news.add(added);
        } catch (IndexException e) {
            throw IndexFailure.of(e);
        } catch (DataAccessException e) {
            throw new RetriableException("The state database cannot be used.", e);
        }
    }

    /// Before the first documents, which may come without a bookmark: an index that holds some and has none would be
    /// taken for one that was filled otherwise.
    private void markBeginning(TopicPosition after) {
        if (index.bookmark().isEmpty()) {
            store(List.of(), Optional.of(new TopicPosition(after.topic(), after.at(), Map.of()).toString()));
        }
    }

    private List<VectorUpdate> notHeld(List<VectorUpdate> messages) {
        Set<DocumentKey> held = messages.isEmpty()
                ? Set.of()
                : index.find(messages.stream()
                                .map(message -> message.update().key())
                                .toList())
                        .keySet();
        return messages.stream()
                .filter(message -> !held.contains(message.update().key()))
                .toList();
    }

    private void apply(List<DocumentUpdate> updates, Optional<String> bookmark) {
        try {
            store(updates, bookmark);
            refused.forget(updates);
        } catch (IndexException e) {
            throw e;
        } catch (RuntimeException e) {
            updates.forEach(this::applyAlone);
            store(List.of(), bookmark);
        }
    }

    private void store(List<DocumentUpdate> updates, Optional<String> bookmark) {
        bookmark.ifPresentOrElse(place -> index.apply(updates, place), () -> index.apply(updates));
    }

    /// One that can never be applied must not keep back those behind it.
    private void applyAlone(DocumentUpdate update) {
        try {
            index.apply(List.of(update));
            refused.forget(List.of(update));
        } catch (IndexException e) {
            throw e;
        } catch (RuntimeException e) {
            log.error("The index does not take {}", update.key(), e);
            refused.add(update, e);
        }
    }

    @Override
    public void startOver(String reason) {
        try {
            others.clear();
            index.clear();
        } catch (IndexException e) {
            throw IndexFailure.of(e);
        }
    }

    @Override
    public Set<DocumentKey> bringIn(List<VectorUpdate> messages) {
        awaitPublished();
        Optional<VectorUpdate> other = messages.stream().filter(others::isOther).findAny();
        if (other.isPresent()) {
            throw new TransportUnavailableException(
                    others.problem(other.get()), new IllegalStateException("other vectors"));
        }
        refused.reason(messages).ifPresent(reason -> {
            throw new StageException(reason);
        });
        return news.among(IndexSupply.counted(messages));
    }

    @Override
    public void awaitPublished() {
        Following current = following;
        if (current == null) {
            throw new IllegalStateException("The index does not follow its topic yet.");
        }
        current.awaitPublished();
    }

    @Override
    public Stream<IndexedDocument> leftOut(SourceId source) {
        return others.of(source).stream();
    }

    @Override
    public String component() {
        return "index copy";
    }

    Following.Progress progress() {
        Following current = following;
        return current == null
                ? new Following.Progress(false, 0, 0, "It does not follow vector-updates.")
                : current.progress();
    }

    /// Down until it has once been up to date: before that, questions would be answered from a part of the documents.
    @Override
    public Health check() {
        Following.Progress progress = progress();
        if (!progress.caughtUp()) {
            return Health.down(underWay(progress));
        }
        Optional<String> left = refused.problem();
        if (left.isPresent() && others.isEmpty()) {
            return Health.degraded(left.get());
        }
        return others.problem()
                .map(Health::down)
                .orElseGet(() -> progress.problem() == null
                        ? Health.up(followed(progress.waiting()))
                        : Health.degraded("It does not get on with vector-updates. " + progress.problem()));
    }

    private static String followed(long waiting) {
        return waiting == 0
                ? "It has followed vector-updates to the end."
                : "It has followed vector-updates to all but the last %,d messages.".formatted(waiting);
    }

    private static String underWay(Following.Progress progress) {
        return "The index of this server is being brought up to date with vector-updates: %,d messages are in it, about %,d are left.%s"
                .formatted(
                        progress.handled(),
                        progress.waiting(),
                        progress.problem() == null ? "" : " " + progress.problem());
    }

    @Override
    public void stop() {
        Following current = following;
        if (current != null) {
            current.close();
        }
        following = null;
    }

    @Override
    public boolean isRunning() {
        return following != null;
    }

    /// Before the pipeline, whose stages wait for it.
    @Override
    public int getPhase() {
        return -1;
    }
}
