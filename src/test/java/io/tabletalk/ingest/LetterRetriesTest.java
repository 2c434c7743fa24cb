package io.tabletalk.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.pipeline.DeadLetter;
import io.tabletalk.pipeline.RetryPolicy;
import io.tabletalk.web.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpStatus;

class LetterRetriesTest {

    private static final RetryPolicy POLICY = new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(2));

    private final Deque<RuntimeException> failures = new ArrayDeque<>();
    private final Deque<RuntimeException> pageFailures = new ArrayDeque<>();
    private final List<String> tried = new ArrayList<>();

    @Test
    void aStateDatabaseThatIsAwayForAWhileKeepsNoLetterBack() {
        failures.add(new DataAccessResourceFailureException("away"));
        failures.add(new DataAccessResourceFailureException("away"));
        pageFailures.add(new DataAccessResourceFailureException("away"));

        retries().run();

        assertThat(tried).containsExactly("1", "2", "3");
    }

    @Test
    void aLetterThatCannotBeTriedKeepsNoOtherBack() {
        failures.add(new ApiException(HttpStatus.CONFLICT, "source_paused", "The source is paused."));
        failures.add(new DataIntegrityViolationException("odd"));

        retries().run();

        assertThat(tried).containsExactly("3");
    }

    @Test
    void aStateDatabaseThatStaysAwayEndsTheRetries() {
        for (int i = 0; i < POLICY.attempts(); i++) {
            failures.add(new DataAccessResourceFailureException("away"));
        }

        retries().run();

        assertThat(tried).isEmpty();
    }

    private LetterRetries retries() {
        return new LetterRetries(this::page, this::retry, POLICY);
    }

    private List<DeadLetter> page(@Nullable DeadLetter last) {
        fail(pageFailures);
        List<DeadLetter> all =
                Stream.of("1", "2", "3").map(LetterRetriesTest::letter).toList();
        int from = last == null ? 0 : Integer.parseInt(last.id());
        return all.subList(from, Math.min(from + 2, all.size()));
    }

    private void retry(DeadLetter letter) {
        fail(failures);
        tried.add(letter.id());
    }

    private static void fail(Deque<RuntimeException> failures) {
        if (!failures.isEmpty()) {
            throw failures.removeFirst();
        }
    }

    private static DeadLetter letter(String id) {
        return new DeadLetter(id, "orders", "b1", "embed", id, "It failed.", 3, "", Instant.EPOCH);
    }
}
