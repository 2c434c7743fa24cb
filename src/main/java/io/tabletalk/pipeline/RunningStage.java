package io.tabletalk.pipeline;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/// One stage at work: takes batches as the transport delivers them and sees each message through to its end, which is
/// done or dead letter.
final class RunningStage<M> {

    private static final Logger log = LoggerFactory.getLogger(RunningStage.class);

    private final Stage<M> stage;
    private final DeadLetters deadLetters;
    private final JsonMapper json;
    private final RetryPolicy policy;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final LongAdder calls = new LongAdder();
    private final LongAdder handled = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder busyNanos = new LongAdder();

    RunningStage(Stage<M> stage, DeadLetters deadLetters, JsonMapper json, RetryPolicy policy) {
        this.stage = stage;
        this.deadLetters = deadLetters;
        this.json = json;
        this.policy = policy;
    }

    void process(List<M> batch) {
        try (WorkContext context = WorkContext.of(stage, batch)) {
            seeThrough(batch);
        }
    }

    private void seeThrough(List<M> batch) {
        Failure failure = attempt(batch, policy.attempts());
        if (failure == null) {
            return;
        }
        if (batch.size() == 1) {
            bury(batch.getFirst(), failure);
        } else {
            isolate(batch, failure);
        }
    }

    void stop() {
        stopped.countDown();
    }

    StageStatistics statistics(long backlog) {
        return new StageStatistics(
                calls.sum(), handled.sum(), failed.sum(), retries.sum(), Duration.ofNanos(busyNanos.sum()), backlog);
    }

    /// Handles each message alone, so that those which are not at fault go through. After an outage that outlasted all
    /// retries of the batch each gets one more try only: the outage would cost every message the full backoff.
    private void isolate(List<M> batch, Failure ofBatch) {
        int attempts = ofBatch.retriable() ? 1 : policy.attempts();
        for (M message : batch) {
            try (WorkContext context = WorkContext.of(stage, List.of(message))) {
                Failure failure = attempt(List.of(message), attempts);
                if (failure != null) {
                    bury(message, failure.after(ofBatch.attempts()));
                }
            }
        }
    }

    /// Returns why the batch failed for good, or null when it went through.
    private @Nullable Failure attempt(List<M> batch, int attempts) {
        for (int attempt = 1; ; attempt++) {
            Throwable problem = tryOnce(batch);
            if (problem == null) {
                handled.add(batch.size());
                return null;
            }
            boolean retriable = problem instanceof RetriableException;
            if (!retriable || attempt == attempts) {
                return new Failure(problem, attempt, retriable);
            }
            log.warn(
                    "Stage {} is tried again (attempt {} of {} failed): {}",
                    stage.name(),
                    attempt,
                    attempts,
                    problem.getMessage());
            retries.increment();
            pause(policy.pauseAfter(attempt));
        }
    }

    /// Errors count like exceptions: a document that overflows the stack or the heap must not stop those behind it.
    /// When the transport, the state database or another service is away, no message is at fault: the batch is
    /// delivered again.
    @SuppressWarnings("CatchAndPrintStackTrace")
    private @Nullable Throwable tryOnce(List<M> batch) {
        long start = System.nanoTime();
        try {
            stage.handle(batch);
            return null;
        } catch (TransportClosedException | TransportUnavailableException | OutageException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            giveUpWhenStopping();
            if (e instanceof RuntimeException failure && StateFailures.mayPass(failure)) {
                throw failure;
            }
            return e;
        } finally {
            calls.increment();
            busyNanos.add(System.nanoTime() - start);
        }
    }

    private void bury(M message, Failure failure) {
        WorkLease.require();
        DeadLetter letter = deadLetters.add(letter(message, failure), message(message));
        failed.increment();
        stage.failed(message, letter);
    }

    private DeadLetter letter(M message, Failure failure) {
        Stage.Subject subject = stage.subject(message);
        String id = UUID.randomUUID().toString();
        return new DeadLetter(
                id,
                subject.source(),
                subject.batch(),
                subject.step(),
                subject.key(),
                reason(subject, failure.problem()),
                failure.attempts(),
                "",
                Instant.now(Clock.systemUTC()));
    }

    private DeadLetter.Message message(M message) {
        String payload = json.writerFor(stage.topic().type()).writeValueAsString(message);
        return new DeadLetter.Message(stage.topic().name(), payload);
    }

    /// Only messages written for users become reasons: any other may hold what a user should not see.
    private String reason(Stage.Subject subject, Throwable problem) {
        if (problem instanceof RetriableException || problem instanceof StageException) {
            log.warn(
                    "Stage {} failed for {}/{}: {}",
                    subject.step(),
                    subject.source(),
                    subject.key(),
                    problem.getMessage());
            return String.valueOf(problem.getMessage());
        }
        log.error("Stage {} failed for {}/{}", subject.step(), subject.source(), subject.key(), problem);
        return "Unexpected " + problem.getClass().getSimpleName() + "; the server's log has the details.";
    }

    private void pause(Duration pause) {
        try {
            if (stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                throw closing();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw closing();
        }
    }

    /// A failure while everything shuts down says nothing about the message.
    private void giveUpWhenStopping() {
        if (stopped.getCount() == 0 || Thread.currentThread().isInterrupted()) {
            throw closing();
        }
    }

    private TransportClosedException closing() {
        return new TransportClosedException("Stage " + stage.name() + " is stopping.");
    }

    private record Failure(Throwable problem, int attempts, boolean retriable) {
        Failure after(int earlier) {
            return new Failure(problem, attempts + earlier, retriable);
        }
    }
}
