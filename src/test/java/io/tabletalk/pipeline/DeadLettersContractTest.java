package io.tabletalk.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import io.tabletalk.pipeline.DeadLetters.Selection;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store of dead letters promises.
public abstract class DeadLettersContractTest {

    private static final DeadLetter.Message MESSAGE = new DeadLetter.Message("jobs", "{\"name\":\"😀 \\u0000\"}");

    private DeadLetters letters;

    protected abstract DeadLetters open();

    @BeforeEach
    void openStore() {
        letters = open();
    }

    @Test
    void keepsALetterAndItsMessage() {
        DeadLetter letter = letter("1", "orders", "b1", "embed", "k1", 3, 1);

        assertThat(letters.add(letter, MESSAGE)).isEqualTo(letter);

        assertThat(letters.find("1")).contains(letter);
        assertThat(letters.message("1")).contains(MESSAGE);
        assertThat(letters.find("2")).isEmpty();
        assertThat(letters.message("2")).isEmpty();
    }

    @Test
    void theSameWorkFailingAgainRaisesTheAttemptsOfItsLetter() {
        letters.add(letter("1", "orders", "b1", "embed", "k1", 3, 1), MESSAGE);
        DeadLetter.Message later = new DeadLetter.Message("jobs", "{}");

        DeadLetter stored = letters.add(letter("2", "orders", "b2", "embed", "k1", 2, 9), later);

        assertThat(stored).isEqualTo(letter("1", "orders", "b2", "embed", "k1", 5, 9));
        assertThat(letters.message("1")).contains(later);
        assertThat(letters.count(Selection.ALL)).isEqualTo(1);
    }

    @Test
    void manyAreStoredAsOneByOne() {
        letters.add(letter("1", "orders", "b1", "embed", "k1", 3, 1), MESSAGE);

        letters.addAll(List.of(
                new DeadLetter.WithMessage(letter("2", "orders", "b2", "embed", "k1", 2, 9), MESSAGE),
                new DeadLetter.WithMessage(letter("3", "orders", "b2", "embed", "k2", 1, 9), MESSAGE)));
        letters.addAll(List.of());

        assertThat(letters.find("1")).contains(letter("1", "orders", "b2", "embed", "k1", 5, 9));
        assertThat(letters.find("3")).contains(letter("3", "orders", "b2", "embed", "k2", 1, 9));
        assertThat(letters.message("3")).contains(MESSAGE);
        assertThat(letters.count(Selection.ALL)).isEqualTo(2);
    }

    @Test
    void manyAreStoredTogetherOrNotAtAll() {
        letters.add(letter("1", "orders", "b1", "embed", "k1", 1, 1), MESSAGE);

        assertThatException()
                .isThrownBy(() -> letters.addAll(List.of(
                        new DeadLetter.WithMessage(letter("2", "orders", "b2", "embed", "k2", 1, 9), MESSAGE),
                        new DeadLetter.WithMessage(letter("1", "orders", "b2", "embed", "other", 1, 9), MESSAGE))));

        assertThat(letters.find("2")).isEmpty();
    }

    @Test
    void listsNewestFirstByPageAndSelection() {
        letters.add(letter("1", "orders", "b1", "embed", "k1", 1, 1), MESSAGE);
        letters.add(letter("2", "orders", "b2", "read", "k2", 1, 2), MESSAGE);
        letters.add(letter("3", "people", "b3", "embed", "k3", 1, 3), MESSAGE);

        assertThat(ids(letters.list(Selection.ALL, 10, 0))).containsExactly("3", "2", "1");
        assertThat(ids(letters.list(Selection.ALL, 1, 1))).containsExactly("2");
        assertThat(ids(letters.list(new Selection("orders", null, null), 10, 0)))
                .containsExactly("2", "1");
        assertThat(ids(letters.list(new Selection(null, "b3", null), 10, 0))).containsExactly("3");
        assertThat(ids(letters.list(new Selection("orders", null, "embed"), 10, 0)))
                .containsExactly("1");
        assertThat(letters.count(new Selection(null, null, "embed"))).isEqualTo(2);
    }

    @Test
    void goesThroughLettersOldestFirst() {
        for (int number = 1; number <= 5; number++) {
            letters.add(letter("" + number, "orders", "b1", "embed", "k" + number, 1, number / 2), MESSAGE);
        }

        List<DeadLetter> first = letters.oldest(Selection.ALL, Instant.ofEpochSecond(1), null, 2);
        List<DeadLetter> second = letters.oldest(Selection.ALL, Instant.ofEpochSecond(1), first.getLast(), 2);

        assertThat(ids(first)).containsExactly("1", "2");
        assertThat(ids(second)).containsExactly("3");
    }

    @Test
    void findsAndResolvesTheLettersOfKeysInStages() {
        letters.add(letter("1", "orders", "b1", "embed", "k1", 1, 1), MESSAGE);
        letters.add(letter("2", "orders", "b1", "read", "k1", 1, 2), MESSAGE);
        letters.add(letter("3", "orders", "b1", "apply", "k3", 1, 3), MESSAGE);
        letters.add(letter("4", "people", "b1", "embed", "k1", 1, 4), MESSAGE);
        List<String> stages = List.of("embed", "apply");

        assertThat(ids(letters.of("orders", stages, List.of("k1", "k2")))).containsExactly("1");
        assertThat(letters.resolve("orders", stages, List.of("k1", "k3", "k9"))).isEqualTo(2);
        assertThat(letters.resolve("orders", stages, List.of("k1"))).isZero();
        assertThat(letters.resolve("orders", stages, List.of())).isZero();
        assertThat(ids(letters.list(Selection.ALL, 10, 0))).containsExactly("4", "2");
    }

    @Test
    void removesALetterOnce() {
        letters.add(letter("1", "orders", "b1", "embed", "k1", 1, 1), MESSAGE);

        assertThat(letters.remove("1")).isTrue();
        assertThat(letters.remove("1")).isFalse();
    }

    @Test
    void aCompleteReadSupersedesTheLettersOfOtherBatches() {
        letters.add(letter("1", "orders", "b1", "embed", "k1", 1, 1), MESSAGE);
        letters.add(letter("2", "orders", "b2", "embed", "k2", 1, 2), MESSAGE);
        letters.add(letter("3", "people", "b1", "embed", "k3", 1, 3), MESSAGE);

        assertThat(letters.supersede("orders", "b2")).isEqualTo(1);

        assertThat(ids(letters.list(Selection.ALL, 10, 0))).containsExactly("3", "2");
    }

    @Test
    void excerptsAreCut() {
        DeadLetter letter =
                new DeadLetter("1", "orders", "b1", "read", "k", "reason", 1, "x".repeat(9_999), Instant.EPOCH);

        assertThat(letter.excerpt()).hasSize(DeadLetter.MAX_EXCERPT);
    }

    @Test
    void anExcerptOfBinaryDataIsKept() {
        DeadLetter letter = new DeadLetter("1", "orders", "b1", "read", "k", "No \0", 1, "a\0b", Instant.EPOCH);

        DeadLetter added = letters.add(letter, new DeadLetter.Message("topic", "{}"));

        assertThat(added.excerpt()).isEqualTo("a\uFFFDb");
        assertThat(letters.find("1")).contains(added);
    }

    private static DeadLetter letter(
            String id, String source, String batch, String stage, String key, int attempts, long second) {
        return new DeadLetter(
                id, source, batch, stage, key, "It's broken.", attempts, "ab\nc", Instant.ofEpochSecond(second));
    }

    private static List<String> ids(List<DeadLetter> letters) {
        return letters.stream().map(DeadLetter::id).toList();
    }
}
