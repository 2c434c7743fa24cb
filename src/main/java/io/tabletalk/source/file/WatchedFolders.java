package io.tabletalk.source.file;

import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.SourceChanged;
import io.tabletalk.source.SourceDefinition;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceNews;
import io.tabletalk.source.Sources;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;

/// Follows the folders that are sources: says that a source has news when files in it appear, change, get another name
/// or go, once the folder has been quiet for a moment. From time to time it looks at all of them, since not every disk
/// tells of its changes. One thread does it all.
final class WatchedFolders implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(WatchedFolders.class);
    private static final long TICK_MILLISECONDS = 250;

    private final Sources sources;
    private final AllowedPaths allowed;
    private final ApplicationEventPublisher events;
    private final Times times;
    private final Map<SourceId, Watched> folders = new HashMap<>();
    private final AtomicBoolean sourcesChanged = new AtomicBoolean();
    private volatile @Nullable ScheduledThreadPoolExecutor thread;

    /// @param quiet   how long nothing may happen before the folder is read
    /// @param patience the longest that one in which something always happens waits
    /// @param rescan  how often all files are looked at
    record Times(Duration quiet, Duration patience, Duration rescan) {}

    WatchedFolders(Sources sources, AllowedPaths allowed, ApplicationEventPublisher events, Times times) {
        this.sources = sources;
        this.allowed = allowed;
        this.events = events;
        this.times = times;
    }

    @EventListener
    void on(SourceChanged changed) {
        sourcesChanged.set(true);
    }

    /// One look at everything. What fails is said, and tried again with the next one.
    private void tick() {
        try {
            if (sourcesChanged.compareAndSet(true, false)) {
                follow();
            }
            folders.forEach(this::look);
        } catch (RuntimeException e) {
            sourcesChanged.set(true);
            log.error("Folders could not be watched and will be tried again", e);
        }
    }

    /// Brings what is watched in step with the sources.
    private void follow() {
        Set<SourceId> wanted = new HashSet<>();
        for (SourceDefinition source : sources.all()) {
            if (source.settings() instanceof FolderSettings settings
                    && settings.isWatched()
                    && !source.upkeep().paused()) {
                wanted.add(source.id());
                Watched known = folders.get(source.id());
                if (known == null || !known.settings.equals(settings)) {
                    close(source.id());
                    folders.put(source.id(), new Watched(settings));
                }
            }
        }
        Set.copyOf(folders.keySet()).stream().filter(id -> !wanted.contains(id)).forEach(this::close);
    }

    private void look(SourceId source, Watched folder) {
        long now = System.nanoTime();
        if (folder.isRescanDue(now)) {
            folder.rescan(source, now);
        }
        if (folder.hasNews(now)) {
            events.publishEvent(new SourceNews(source, false));
        }
    }

    private void close(SourceId source) {
        Watched folder = folders.remove(source);
        if (folder != null) {
            folder.close();
        }
    }

    @Override
    public void start() {
        sourcesChanged.set(true);
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("watched-folders").factory());
        executor.scheduleWithFixedDelay(this::tick, 0, TICK_MILLISECONDS, TimeUnit.MILLISECONDS);
        executor.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
        thread = executor;
    }

    @Override
    public void stop() {
        ScheduledThreadPoolExecutor running = thread;
        if (running != null) {
            running.execute(() -> Set.copyOf(folders.keySet()).forEach(this::close));
            running.shutdown();
            thread = null;
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /// After the pipeline has started, and before it stops.
    @Override
    public int getPhase() {
        return 1;
    }

    /// A folder that is followed.
    private final class Watched {

        private final FolderSettings settings;
        private @Nullable FolderWatch watch;
        private @Nullable FileStates known;
        private @Nullable Long scanned;
        private @Nullable Long firstEvent;
        private long lastEvent;

        private Watched(FolderSettings settings) {
            this.settings = settings;
        }

        boolean isRescanDue(long now) {
            Long last = scanned;
            return last == null || now - last >= times.rescan().toNanos();
        }

        /// Looks at all files. Something is new when they are not as they were; at first, everything may be.
        void rescan(SourceId source, long now) {
            scanned = now;
            try {
                FolderFiles files = FolderFiles.of(
                        allowed, allowed.resolve(settings.path()), settings.included(), settings.excluded());
                watch(source, files);
                FileStates states = FileStates.of(files.list());
                if (!states.equals(known)) {
                    known = states;
                    noteEvent(now);
                }
            } catch (SourceException e) {
                log.warn("The folder of source {} cannot be looked at: {}", source, e.getMessage());
            }
        }

        private void watch(SourceId source, FolderFiles files) {
            if (watch != null && !watch.isAlive()) {
                close();
                watch = null;
            }
            if (watch == null) {
                try {
                    watch = new FolderWatch(files);
                } catch (IOException e) {
                    log.warn(
                            "The folder of source {} cannot be watched, it is looked at every {}: {}",
                            source,
                            times.rescan(),
                            e.getMessage());
                }
            }
        }

        boolean hasNews(long now) {
            if (watch != null && watch.hasChanged()) {
                noteEvent(now);
            }
            Long first = firstEvent;
            if (first == null) {
                return false;
            }
            boolean due = now - lastEvent >= times.quiet().toNanos()
                    || now - first >= times.patience().toNanos();
            if (due) {
                firstEvent = null;
            }
            return due;
        }

        private void noteEvent(long now) {
            firstEvent = firstEvent == null ? now : firstEvent;
            lastEvent = now;
        }

        void close() {
            try {
                if (watch != null) {
                    watch.close();
                }
            } catch (IOException e) {
                log.debug("A folder is not watched any more, though it could not be told so", e);
            }
        }
    }
}
