package io.tabletalk.audit;

import io.tabletalk.index.Capability;
import io.tabletalk.index.IndexException;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.ingest.Ingestion;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.SourceException;
import io.tabletalk.web.ApiException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/// The audits of all sources, one at a time and in the background. Safe for use by several threads.
final class Audits implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Audits.class);

    private final SnapshotReader reader;
    private final Quiet quiet;
    private final Ingestion ingestion;
    private final KnowledgeIndex index;
    private final AuditTable results;
    private final Path directory;
    private final int mostKeys;
    private final InstantSource clock;
    private final Map<SourceId, RunningAudit> running = new LinkedHashMap<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(Thread.ofPlatform()
            .daemon()
            .name("audit")
            .priority(Thread.MIN_PRIORITY)
            .factory());
    private volatile boolean closed;

    /// @param directory for files of audits under way
    /// @param mostKeys  how many documents a result names
    Audits(
            SnapshotReader reader,
            Quiet quiet,
            Ingestion ingestion,
            KnowledgeIndex index,
            AuditTable results,
            Path directory,
            int mostKeys,
            InstantSource clock) {
        this.reader = reader;
        this.quiet = quiet;
        this.ingestion = ingestion;
        this.index = index;
        this.results = results;
        this.directory = directory;
        this.mostKeys = mostKeys;
        this.clock = clock;
    }

    /// Whether the index can tell what it holds.
    boolean arePossible() {
        return index.capabilities().contains(Capability.AUDIT);
    }

    /// Begins an audit, or joins one of the source that has not ended, and returns at once.
    ///
    /// @param repair whether what differs is to be mended
    Audit start(SourceId source, boolean repair) {
        synchronized (running) {
            RunningAudit audit = running.get(source);
            if (audit == null) {
                RunningAudit begun = new RunningAudit(source, clock.instant());
                running.put(source, begun);
                thread.execute(() -> run(begun));
                audit = begun;
            }
            if (repair) {
                audit.wantRepair();
            }
            return audit.state();
        }
    }

    /// The audit of the source that is under way, or else the last one.
    Optional<Audit> latest(SourceId source) {
        synchronized (running) {
            RunningAudit audit = running.get(source);
            return audit != null ? Optional.of(audit.state()) : results.find(source);
        }
    }

    private void run(RunningAudit audit) {
        Path files = directory.resolve(audit.state().id());
        try {
            Files.createDirectories(files);
            new AuditRun(reader, quiet, ingestion, index, audit, files, mostKeys).run();
            end(audit, null);
        } catch (SourceException | IndexException | AuditFailure | ApiException e) {
            end(audit, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | UncheckedIOException e) {
            log.warn("An audit could not use its files in {}", directory, e);
            end(audit, "The files of the audit could not be written or read: " + e.getMessage());
        } catch (RuntimeException | Error e) {
            log.error("The audit of {} failed", audit.source(), e);
            end(audit, "Unexpected " + e.getClass().getSimpleName() + "; the server's log has the details.");
        } finally {
            delete(files);
        }
    }

    /// What fails while the server stops says nothing about the source; the former result stays.
    private void end(RunningAudit audit, @Nullable String error) {
        if (closed) {
            return;
        }
        Audit ended = audit.ended(clock.instant(), error);
        synchronized (running) {
            // First, since the next audit must not wait for one whose result cannot be stored.
            running.remove(audit.source());
            results.put(ended);
        }
        Audit.Findings findings = ended.findings();
        log.info(
                "Audit of {}: {} documents, {} missing, {} stale, {} orphaned, {} kept, {} unsettled, {} repaired{}",
                ended.source(),
                findings.reading().documents(),
                findings.missing(),
                findings.stale(),
                findings.orphaned(),
                findings.kept(),
                findings.unsettled(),
                ended.repaired(),
                error == null ? "" : "; not finished: " + error);
    }

    private static void delete(Path files) {
        try {
            FileSystemUtils.deleteRecursively(files);
        } catch (IOException e) {
            log.warn("The files of an audit stay in {}", files, e);
        }
    }

    /// Stops the audit under way and forgets those that wait.
    @Override
    public void close() {
        closed = true;
        thread.shutdownNow();
    }
}
