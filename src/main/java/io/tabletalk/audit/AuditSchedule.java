package io.tabletalk.audit;

import io.tabletalk.ingest.Ingestion;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.SourceDefinition;
import io.tabletalk.source.Sources;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Audits sources by itself, each when its last audit is old enough. It reports and repairs nothing: who has a source
/// read only now and then did not ask for more.
final class AuditSchedule implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(AuditSchedule.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final Audits audits;
    private final Sources sources;
    private final Ingestion ingestion;
    private final Duration interval;
    private final InstantSource clock;
    private volatile Thread thread = Thread.currentThread();
    private volatile boolean running;

    /// @param interval zero for never
    AuditSchedule(Audits audits, Sources sources, Ingestion ingestion, Duration interval, InstantSource clock) {
        this.audits = audits;
        this.sources = sources;
        this.ingestion = ingestion;
        this.interval = interval;
        this.clock = clock;
    }

    /// Starts the audits that are due.
    void look() {
        for (SourceDefinition source : sources.all()) {
            if (isDue(source)) {
                audits.start(source.id(), false);
            }
        }
    }

    /// A source that was never read has nothing that could be compared.
    private boolean isDue(SourceDefinition source) {
        SourceId id = source.id();
        Instant last = audits.latest(id).map(Audit::startedAt).orElse(source.updatedAt());
        return audits.arePossible()
                && !source.upkeep().paused()
                && !last.plus(interval).isAfter(clock.instant())
                && !ingestion.recent(id, 1, 0).isEmpty();
    }

    @Override
    public void start() {
        running = true;
        if (interval.isPositive()) {
            thread = Thread.ofVirtual().name("audit-schedule").start(this::lookNowAndThen);
        }
    }

    private void lookNowAndThen() {
        Duration pause = interval.compareTo(LONGEST_PAUSE) < 0 ? interval : LONGEST_PAUSE;
        while (running) {
            try {
                Thread.sleep(pause);
                look();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.warn("What is to be audited could not be found out; this is tried again", e);
            }
        }
    }

    @Override
    public void stop() {
        running = false;
        if (interval.isPositive()) {
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
