package io.tabletalk.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tabletalk.pipeline.Transport.SubscriptionSettings;
import io.tabletalk.pipeline.local.LocalTransport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import tools.jackson.databind.json.JsonMapper;

/// What the runner does with work that fails.
class StageRunnerTest {

    private static final Topic<Job> JOBS = new Topic<>("jobs", Job.class, Job::name);
    private static final int ATTEMPTS = 4;

    private final MemoryDeadLetters deadLetters = new MemoryDeadLetters();
    private final LocalTransport transport = new LocalTransport(100, 1_000_000, Duration.ofSeconds(10));
    private final StageRunner runner = new StageRunner(
            transport,
            deadLetters,
            JsonMapper.builder().build(),
            new RetryPolicy(ATTEMPTS, Duration.ofMillis(1), Duration.ofMillis(3)));
    private final Work work = new Work();

    record Job(String name) {}

    @AfterEach
    void close() {
        runner.close();
    }

    @Test
    void workThatSucceedsIsHandledOnceAndCounted() {
        run("a", "b", "c");

        await().until(() -> work.done.size() == 3);
        await().until(() -> statistics().handled() == 3);
        assertThat(statistics().failed()).isZero();
        assertThat(statistics().retries()).isZero();
        assertThat(statistics().calls()).isBetween(1L, 3L);
        assertThat(statistics().busy()).isPositive();
        assertThat(statistics().backlog()).isZero();
    }

    @Test
    void whatIsLoggedMeanwhileNamesTheWork() {
        Map<String, String> named = new ConcurrentHashMap<>();
        work.onJob = job -> named.putAll(MDC.getCopyOfContextMap());

        run("a");

        await().until(() -> work.done.size() == 1);
        assertThat(named)
                .containsEntry("stage", "work")
                .containsEntry("source", "shop")
                .containsEntry("document_key", "a")
                .containsKey("batch");
    }

    @Test
    void aFailureThatPassesIsRetried() {
        AtomicInteger tries = new AtomicInteger();
        work.onJob = job -> failRetriablyWhen(tries.incrementAndGet() < ATTEMPTS);

        run("a");

        await().until(() -> work.done.contains("a"));
        assertThat(tries).hasValue(ATTEMPTS);
        assertThat(deadLetters.letters).isEmpty();
        assertThat(statistics().retries()).isEqualTo(ATTEMPTS - 1L);
    }

    @Test
    void noWorkIsAtFaultWhileTheStateDatabaseIsAway() {
        assertNoWorkIsAtFault(new CannotGetJdbcConnectionException("The database restarts."));
    }

    @Test
    void noWorkIsAtFaultWhileAServiceIsAwayForLongerThanAllAttempts() {
        assertNoWorkIsAtFault(new OutageException("The index restarts.", new IOException()));
    }

    private void assertNoWorkIsAtFault(RuntimeException outage) {
        AtomicInteger tries = new AtomicInteger();
        work.onJob = job -> {
            if (tries.incrementAndGet() <= ATTEMPTS + 1) {
                throw outage;
            }
        };

        run("a", "b");

        await().until(() -> work.done.containsAll(List.of("a", "b")));
        assertThat(deadLetters.letters).isEmpty();
        assertThat(statistics().failed()).isZero();
    }

    @Test
    void aFailureThatStaysBecomesADeadLetterAfterAllAttempts() {
        work.onJob = job -> failRetriablyWhen(true);

        run("a");

        await().until(() -> work.failed.size() == 1);
        DeadLetter letter = work.failed.element();
        assertThat(letter.attempts()).isEqualTo(ATTEMPTS);
        assertThat(letter.reason()).isEqualTo("The disk is full.");
        assertThat(letter.stage()).isEqualTo("step");
        assertThat(letter.key()).isEqualTo("a");
        assertThat(deadLetters.messages.getFirst()).isEqualTo(new DeadLetter.Message("jobs", "{\"name\":\"a\"}"));
        assertThat(statistics().failed()).isEqualTo(1);
    }

    @Test
    void aFinalFailureIsNotRetried() {
        AtomicInteger tries = new AtomicInteger();
        work.onJob = job -> {
            tries.incrementAndGet();
            throw new StageException("The column is missing.");
        };

        run("a");

        await().until(() -> work.failed.size() == 1);
        assertThat(tries).hasValue(1);
        assertThat(work.failed.element().reason()).isEqualTo("The column is missing.");
    }

    @Test
    void onlyTheMessageAtFaultOfABatchBecomesADeadLetter() {
        work.onJob = job -> {
            if (job.name().equals("b")) {
                throw new StageException("b is broken.");
            }
        };

        runAsOneBatch("a", "b", "c", "d");

        await().until(() -> work.failed.size() == 1 && work.done.containsAll(List.of("a", "c", "d")));
        assertThat(work.failed.element().key()).isEqualTo("b");
        assertThat(work.done).doesNotContain("b");
    }

    @Test
    void afterAnOutageEachMessageOfABatchGetsOneMoreTryOnly() {
        AtomicInteger tries = new AtomicInteger();
        work.onJob = job -> {
            tries.incrementAndGet();
            failRetriablyWhen(true);
        };

        runAsOneBatch("a", "b", "c");

        await().until(() -> work.failed.size() == 3);
        assertThat(tries)
                .as("the first message fails each try of the batch, then each once")
                .hasValue(ATTEMPTS + 3);
        assertThat(work.failed)
                .allSatisfy(letter -> assertThat(letter.attempts()).isEqualTo(ATTEMPTS + 1));
    }

    @Test
    void anErrorStopsOnlyItsOwnMessage() {
        work.onJob = job -> {
            if (job.name().equals("deep")) {
                throw new StackOverflowError();
            }
        };

        run("deep", "flat");

        await().until(() -> work.done.contains("flat") && work.failed.size() == 1);
        assertThat(work.failed.element().reason()).contains("StackOverflowError");
    }

    @Test
    void messagesNotWrittenForUsersAreNotShownToThem() {
        work.onJob = job -> {
            throw new IllegalArgumentException("jdbc://user:password@host");
        };

        run("a");

        await().until(() -> work.failed.size() == 1);
        assertThat(work.failed.element().reason())
                .contains("IllegalArgumentException")
                .doesNotContain("password");
    }

    @Test
    void aMessageWhoseFailureCannotBeReportedIsDeliveredAgain() {
        AtomicInteger tries = new AtomicInteger();
        work.onJob = job -> {
            if (tries.incrementAndGet() == 1) {
                throw new StageException("broken");
            }
        };
        work.onFailed = letter -> {
            throw new IllegalStateException("no connection");
        };

        run("a");

        await().until(() -> work.done.contains("a"));
        assertThat(tries).hasValue(2);
    }

    @Test
    void workGivenUpByClosingIsNoDeadLetter() throws InterruptedException {
        CountDownLatch failing = new CountDownLatch(2);
        work.onJob = job -> {
            failing.countDown();
            failRetriablyWhen(true);
        };
        StageRunner patient = new StageRunner(
                transport,
                deadLetters,
                JsonMapper.builder().build(),
                new RetryPolicy(100, Duration.ofMillis(1), Duration.ofMinutes(10)));
        patient.run(work, new SubscriptionSettings("workers", 1, 10));
        transport.publish(JOBS, new Job("a"));
        failing.await();

        patient.close();

        assertThat(deadLetters.letters).isEmpty();
    }

    @Test
    void aMessageThatCannotBePublishedOnClosingIsNoDeadLetter() throws InterruptedException {
        CountDownLatch working = new CountDownLatch(1);
        work.onJob = job -> {
            working.countDown();
            while (true) {
                transport.publish(JOBS, new Job("again"));
            }
        };
        run("a");
        working.await();

        runner.close();

        assertThat(deadLetters.letters).isEmpty();
        assertThat(work.failed).isEmpty();
    }

    @Test
    void pausesGrowAndStayWithinTheirLimit() {
        RetryPolicy policy = new RetryPolicy(50, Duration.ofMillis(100), Duration.ofSeconds(2));

        assertThat(policy.pauseAfter(1)).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
        assertThat(policy.pauseAfter(3)).isBetween(Duration.ofMillis(200), Duration.ofMillis(400));
        assertThat(policy.pauseAfter(49)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    private void run(String... names) {
        runner.run(work, new SubscriptionSettings("workers", 1, 10));
        publish(names);
    }

    private void publish(String... names) {
        for (String name : names) {
            transport.publish(JOBS, new Job(name));
        }
    }

    /// Holds the worker with a first job until all others wait.
    private void runAsOneBatch(String... names) {
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Consumer<Job> behaviour = work.onJob;
        work.onJob = job -> {
            if (job.name().equals("first")) {
                taken.countDown();
                awaitQuietly(goOn);
            } else {
                behaviour.accept(job);
            }
        };
        run("first");
        await().until(() -> taken.getCount() == 0);
        publish(names);
        goOn.countDown();
    }

    private StageStatistics statistics() {
        return Objects.requireNonNull(runner.statistics().get("work"));
    }

    private static void failRetriablyWhen(boolean condition) {
        if (condition) {
            throw new RetriableException("The disk is full.", new IOException("no space"));
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Work implements Stage<Job> {

        final ConcurrentLinkedQueue<String> done = new ConcurrentLinkedQueue<>();
        final ConcurrentLinkedQueue<DeadLetter> failed = new ConcurrentLinkedQueue<>();
        volatile Consumer<Job> onJob = job -> {};
        volatile Consumer<DeadLetter> onFailed = failed::add;

        @Override
        public String name() {
            return "work";
        }

        @Override
        public Topic<Job> topic() {
            return JOBS;
        }

        @Override
        public void handle(List<Job> batch) {
            batch.forEach(job -> onJob.accept(job));
            batch.forEach(job -> done.add(job.name()));
        }

        @Override
        public Subject subject(Job job) {
            return new Subject("shop", "batch-1", "step", job.name());
        }

        @Override
        public void failed(Job job, DeadLetter letter) {
            onFailed.accept(letter);
        }
    }
}
