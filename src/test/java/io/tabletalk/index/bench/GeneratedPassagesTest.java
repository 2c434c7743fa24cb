package io.tabletalk.index.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tabletalk.testing.Engines;
import io.tabletalk.testing.bench.RealTexts;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedPassagesTest {

    private static final RealTexts TEXTS = new RealTexts(
            List.of(
                    List.of("Assam is a malty black tea.", "It is drunk with milk."),
                    List.of("Green tea is steamed.", "Matcha is ground to powder."),
                    List.of("The Heron carries two crates.", "Its brakes are new.")),
            List.of());
    private static final SentencePool POOL = SentencePool.of(TEXTS, Engines.miniLm());

    @TempDir
    Path folder;

    @Test
    void anotherProcessGeneratesTheSamePassages() throws Exception {
        Workload.write(folder, POOL, 0.9, List.of("Which tea is malty?"), 10);

        Workload read = Workload.read(folder);

        GeneratedPassages passages = new GeneratedPassages(POOL, 0.9);
        for (int number = 0; number < 10; number++) {
            assertThat(read.passages().text(number)).isEqualTo(passages.text(number));
            assertThat(read.passages().vector(number)).isEqualTo(passages.vector(number));
            assertThat(read.passages().tokens(number)).isEqualTo(passages.tokens(number));
            assertThat(passages.tokens(number).count()).isGreaterThan(10);
        }
        assertThat(read.questions()).containsExactly("Which tea is malty?");
        assertThat(read.count()).isEqualTo(10);
    }

    @Test
    void vectorsLieAsFarFromTheMeanAsAsked() {
        GeneratedPassages passages = new GeneratedPassages(POOL, 0.9);

        for (int number = 0; number < 10; number++) {
            float[] vector = passages.vector(number);
            assertThat(Vectors.dot(vector, vector)).isCloseTo(1, within(1e-5f));
            assertThat(Vectors.dot(vector, passages.mean(number))).isCloseTo(0.9f, within(1e-4f));
        }
    }

    @Test
    void exactSearchFindsTheNearestWhicheverThreadComparedThem() {
        GeneratedPassages passages = new GeneratedPassages(POOL, 0.9);
        float[] question = passages.vector(123);

        List<int[]> nearest = ExactSearch.nearest(List.of(question), 1_000, passages::vector, 3);

        int[] expected = IntStream.range(0, 1_000)
                .boxed()
                .sorted((left, right) -> Float.compare(
                        Vectors.dot(question, passages.vector(right)), Vectors.dot(question, passages.vector(left))))
                .limit(3)
                .mapToInt(Integer::intValue)
                .toArray();
        assertThat(nearest.getFirst()).containsExactlyInAnyOrder(expected).contains(123);
        assertThat(ExactSearch.recall(nearest, List.of(new int[] {expected[0], -1})))
                .isCloseTo(1 / 3.0, within(1e-9));
    }
}
