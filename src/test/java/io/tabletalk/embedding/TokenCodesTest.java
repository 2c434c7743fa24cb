package io.tabletalk.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tabletalk.embedding.EmbeddingEngine.TokenVectors;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCodesTest {

    private final Random random = new Random(7);

    @ParameterizedTest
    @ValueSource(ints = {384, 768, 200, 63, 65})
    void likenessIsAboutTheProductWithWhatIsNotCommonToAll(int dimensions) {
        float[] centre = shrunk(vector(dimensions), 0.5f);
        float[][] question = new float[12][];
        float[][] passage = new float[60][];
        for (int i = 0; i < passage.length; i++) {
            passage[i] = normalized(sum(centre, shrunk(vector(dimensions), 0.8f)));
        }
        for (int i = 0; i < question.length; i++) {
            question[i] = normalized(sum(passage[4 * i], shrunk(vector(dimensions), 0.7f)));
        }

        float[] likeness = new QuestionTokens(tokens(question)).greatestLikeness(codes(passage, centre));

        double errors = 0;
        for (int i = 0; i < question.length; i++) {
            errors += Math.abs(likeness[i] - greatest(question[i], passage, centre));
        }
        // A sign says of a number of a random vector about what is left after an error of sqrt(π/2 - 1) of its size.
        double mean = Math.sqrt((Math.PI / 2 - 1) / dimensions);
        assertThat(errors / question.length).isLessThan(1.5 * mean);
    }

    @Test
    void aTokenIsMostLikeItself() {
        float[] centre = new float[384];
        float[][] vectors = new float[40][];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = vector(384);
        }
        QuestionTokens question = new QuestionTokens(tokens(vectors));

        float[] whole = question.greatestLikeness(codes(vectors, centre));

        for (int i = 0; i < vectors.length; i++) {
            float[] alone = question.greatestLikeness(codes(new float[][] {vectors[i]}, centre));
            assertThat(alone[i]).isEqualTo(whole[i]).isCloseTo(1, within(0.1f));
        }
    }

    @Test
    void codesTakeFiftyBytesATokenAndSayHowManyThereAre() {
        TokenCodes codes = codes(new float[][] {vector(384), vector(384), vector(384)}, new float[384]);

        assertThat(codes.bytes()).hasSize(2 + 3 * 50);
        assertThat(codes.count()).isEqualTo(3);
        assertThat(codes.dimensions()).isEqualTo(384);
        assertThat(new TokenCodes(codes.bytes()).count()).isEqualTo(3);
    }

    @Test
    void theFormOfTheBytesStaysWhatItIs() {
        float[] vector = new float[66];
        vector[0] = 0.6f;
        vector[1] = -0.8f;
        vector[65] = 0.5f;
        float[] centre = new float[66];
        centre[2] = 0.5f;
        centre[65] = 0.25f;

        TokenCodes codes = codes(new float[][] {vector}, centre);

        // 66 numbers; factor 1.3125 / 2.15 as a 16-bit float; ...11111001 of the first 64, where 0 counts as positive;
        // 11 of the rest
        assertThat(HexFormat.of().formatHex(codes.bytes()))
                .isEqualTo("4200" + "e238" + "f9ffffffffffffff" + "0300000000000000");
    }

    @Test
    void aPassageWithoutTokensIsKnownAndLikeNothing() {
        TokenCodes none = codes(new float[0][], new float[384]);
        QuestionTokens question = new QuestionTokens(tokens(new float[][] {vector(384)}));

        assertThat(none.isKnown()).isTrue();
        assertThat(none.count()).isZero();
        assertThat(question.isComparableWith(none)).isTrue();
        assertThat(question.greatestLikeness(none)).containsExactly(0);
    }

    @Test
    void onlyVectorsOfTheSameLengthAreComparable() {
        QuestionTokens question = new QuestionTokens(tokens(new float[][] {vector(384)}));

        assertThat(question.isComparableWith(TokenCodes.UNKNOWN)).isFalse();
        assertThat(question.isComparableWith(codes(new float[][] {vector(768)}, new float[768])))
                .isFalse();
        assertThat(new QuestionTokens(tokens(new float[0][])).greatestLikeness(codes(new float[0][], new float[384])))
                .isEmpty();
    }

    @Test
    void aVectorThatIsTheCentreOrEvenIsNoTrouble() {
        float[] even = new float[64];
        java.util.Arrays.fill(even, 0.125f);

        float[] likeness =
                new QuestionTokens(tokens(new float[][] {even})).greatestLikeness(codes(new float[][] {even}, even));

        assertThat(likeness[0]).isCloseTo(0, within(1e-9f));
    }

    private static TokenCodes codes(float[][] vectors, float[] centre) {
        TokenCodes.Builder codes = new TokenCodes.Builder(vectors.length, centre);
        for (float[] vector : vectors) {
            codes.add(vector);
        }
        return codes.build();
    }

    private static TokenVectors tokens(float[][] vectors) {
        return new TokenVectors(vectors, new int[vectors.length], new int[vectors.length]);
    }

    private static double greatest(float[] token, float[][] others, float[] centre) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (float[] other : others) {
            double product = 0;
            for (int d = 0; d < token.length; d++) {
                product += token[d] * (double) (other[d] - centre[d]);
            }
            greatest = Math.max(greatest, product);
        }
        return greatest;
    }

    private float[] vector(int dimensions) {
        float[] vector = new float[dimensions];
        for (int d = 0; d < dimensions; d++) {
            vector[d] = (float) random.nextGaussian();
        }
        return normalized(vector);
    }

    private static float[] normalized(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        return shrunk(vector, (float) (1 / Math.sqrt(squares)));
    }

    private static float[] shrunk(float[] vector, float by) {
        float[] shrunk = vector.clone();
        for (int d = 0; d < shrunk.length; d++) {
            shrunk[d] *= by;
        }
        return shrunk;
    }

    private static float[] sum(float[] left, float[] right) {
        float[] sum = left.clone();
        for (int d = 0; d < sum.length; d++) {
            sum[d] += right[d];
        }
        return sum;
    }
}
