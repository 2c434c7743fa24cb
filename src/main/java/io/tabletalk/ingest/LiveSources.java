package io.tabletalk.ingest;

import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.ChangeFeed;
import io.tabletalk.source.FeedPosition;
import io.tabletalk.source.Freshness;
import io.tabletalk.source.LiveState;
import io.tabletalk.source.LiveState.State;
import io.tabletalk.source.SourceChanged;
import io.tabletalk.source.SourceDefinition;
import io.tabletalk.source.SourceDetail;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.Sources;
import io.tabletalk.web.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;

/// Follows every live source, from the start of the server to its end, and as sources come, change and go. What was set
/// up at a source for it is removed when it is live no longer.
final class LiveSources implements Freshness, SourceDetail, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(LiveSources.class);
    private static final Duration BETWEEN_PROBES = Duration.ofMillis(250);

    private final Sources sources;
    private final LiveParts parts;
    private final Map<SourceId, Followed> all = new ConcurrentHashMap<>();
    private final @Nullable String obstacle;
    private volatile boolean running;

    /// @param obstacle why nothing can be followed by this process; null when it can
    LiveSources(Sources sources, LiveParts parts, @Nullable String obstacle) {
        this.sources = sources;
        this.parts = parts;
        this.obstacle = obstacle;
    }

    /// @param setting a feed that is never begun, by which positions are read, and which removes what was set up; it
    ///                knows how to reach the source when its definition is gone
    /// @param source  null while it is paused, and when there is an obstacle
    private record Followed(ChangeFeed setting, @Nullable LiveSource source) {}

    @Override
    public synchronized void start() {
        running = true;
        sources.all().forEach(this::begin);
    }

    @Override
    public synchronized void stop() {
        running = false;
        all.keySet().forEach(this::end);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /// After the pipeline has started, and before it stops.
    @Override
    public int getPhase() {
        return 1;
    }

    /// What was set up is removed before the source is followed in another way: both may have the same name.
    @EventListener
    synchronized void changed(SourceChanged change) {
        if (running) {
            SourceId source = change.source();
            Optional<ChangeFeed> former = end(source);
            Optional<SourceDefinition> definition = sources.find(source);
            Optional<ChangeFeed> next = definition.flatMap(found -> feed(source));
            former.ifPresent(feed -> clear(source, feed, next));
            definition.ifPresent(found -> next.ifPresent(feed -> begin(found, feed)));
        }
    }

    private void begin(SourceDefinition definition) {
        feed(definition.id()).ifPresent(setting -> begin(definition, setting));
    }

    private void begin(SourceDefinition definition, ChangeFeed setting) {
        SourceId source = definition.id();
        LiveSource followed = definition.upkeep().paused() || obstacle != null
                ? null
                : new LiveSource(source, () -> sources.feed(source).orElseThrow(), parts);
        all.put(source, new Followed(setting, followed));
        if (followed != null) {
            followed.start();
        }
    }

    /// A definition that an earlier version has left must not keep the others from being followed.
    private Optional<ChangeFeed> feed(SourceId source) {
        try {
            return sources.feed(source);
        } catch (SourceException e) {
            log.warn("Source {} cannot be followed: {}", source, e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<ChangeFeed> end(SourceId source) {
        Followed followed = all.remove(source);
        if (followed == null) {
            return Optional.empty();
        }
        if (followed.source() != null) {
            followed.source().stop();
        }
        return Optional.of(followed.setting());
    }

    /// Removes what was set up for a source, unless it is followed in the same way again. What has its name and was
    /// never claimed for it is somebody else's.
    private void clear(SourceId source, ChangeFeed former, Optional<ChangeFeed> next) {
        boolean goesOn =
                next.map(ChangeFeed::identity).filter(former.identity()::equals).isPresent();
        try (former) {
            if (!goesOn) {
                boolean claimed = parts.table()
                        .find(source)
                        .filter(bookmark -> bookmark.identity().equals(former.identity()))
                        .isPresent();
                parts.table().remove(source);
                if (claimed) {
                    former.drop();
                }
            }
        } catch (SourceException e) {
            log.warn(
                    "What was set up to follow source {} could not be removed ({}). Its replication slot keeps the"
                            + " database's log until it is dropped.",
                    source,
                    e.getMessage());
        }
    }

    @Override
    public String name() {
        return "live";
    }

    @Override
    public @Nullable LiveState of(SourceId source) {
        return state(source).orElse(null);
    }

    @Override
    public Optional<LiveState> state(SourceId source) {
        return Optional.ofNullable(all.get(source))
                .map(followed -> followed.source() == null
                        ? new LiveState(
                                obstacle == null ? State.PAUSED : State.FAILING, null, null, null, null, null, obstacle)
                        : followed.source().progress().look(Instant.now()));
    }

    @Override
    public List<SourceId> notFollowed() {
        return all.keySet().stream()
                .filter(source -> state(source)
                        .filter(state -> state.state() == State.FAILING)
                        .isPresent())
                .sorted()
                .toList();
    }

    int count() {
        return all.size();
    }

    @Override
    public void await(Collection<SourceId> among, String position, Duration limit) {
        SourceId id = onlyLive(among);
        Followed followed = all.get(id);
        if (followed == null || followed.source() == null) {
            String reason = obstacle == null ? "It is paused." : obstacle;
            throw notCurrent("Source '" + id + "' is not known to be at " + position + ". " + reason);
        }
        FeedPosition wanted = parse(followed.setting(), position);
        if (!await(followed.source(), wanted, limit)) {
            LiveState state = followed.source().progress().look(Instant.now());
            throw notCurrent("The index does not have source '" + id + "' at " + wanted.text() + " yet; it has "
                    + (state.position() == null ? "not been read" : state.position()) + "."
                    + (state.problem() == null ? "" : " " + state.problem()));
        }
    }

    private SourceId onlyLive(Collection<SourceId> among) {
        List<SourceId> live = all.keySet().stream()
                .filter(source -> among.isEmpty() || among.contains(source))
                .sorted()
                .toList();
        if (live.size() == 1) {
            return live.getFirst();
        }
        throw ApiException.invalid(
                "at_least_invalid",
                live.isEmpty()
                        ? "at_least: none of these sources is live."
                        : "at_least: name the source that it belongs to in 'sources'; several are live.");
    }

    private static FeedPosition parse(ChangeFeed feed, String position) {
        try {
            return feed.position(position.strip());
        } catch (IllegalArgumentException e) {
            throw ApiException.invalid("at_least_invalid", "at_least: " + e.getMessage());
        }
    }

    private static boolean await(LiveSource source, FeedPosition wanted, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        try {
            boolean reached = source.progress().await(wanted, Duration.ZERO);
            while (!reached && System.nanoTime() < end) {
                source.probe();
                Duration left = Duration.ofNanos(end - System.nanoTime());
                reached = source.progress().await(wanted, left.compareTo(BETWEEN_PROBES) < 0 ? left : BETWEEN_PROBES);
            }
            return reached;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static ApiException notCurrent(String detail) {
        return new ApiException(HttpStatus.SERVICE_UNAVAILABLE, "not_current_yet", detail);
    }
}
