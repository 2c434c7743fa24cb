package io.tabletalk.embedding;

import io.tabletalk.embedding.EmbeddingEngine.TokenVectors;
import java.nio.ByteBuffer;

/// The tokens of a question, ready to be compared with those of many passages. Safe for use by several threads.
///
/// A number of a question's vector is brought to four bits, so that a product with the signs of a passage's token takes
/// four steps of counting bits instead of a multiplication for each number.
public final class QuestionTokens {

    private static final int BITS = 4;
    private static final int MOST = (1 << BITS) - 1;

    private final int dimensions;
    private final Token[] tokens;

    public QuestionTokens(TokenVectors vectors) {
        this.dimensions = vectors.count() == 0 ? 0 : vectors.vectors()[0].length;
        this.tokens = new Token[vectors.count()];
        for (int token = 0; token < tokens.length; token++) {
            tokens[token] = Token.of(vectors.vectors()[token]);
        }
    }

    /// Whether these codes are of vectors like the question's.
    public boolean isComparableWith(TokenCodes passage) {
        return passage.isKnown() && (tokens.length == 0 || passage.dimensions() == dimensions);
    }

    /// For each token of the question how like it the most like token of the passage is: its cosine to that, less its
    /// product with what all tokens have in common. 0 for each where the passage has no tokens.
    ///
    /// @param passage comparable with this question
    public float[] greatestLikeness(TokenCodes passage) {
        float[] greatest = new float[tokens.length];
        ByteBuffer codes = passage.tokens();
        long[] signs = new long[TokenCodes.words(dimensions)];
        for (int other = 0, count = passage.count(); other < count; other++) {
            float factor = Float.float16ToFloat(codes.getShort());
            int positive = 0;
            for (int word = 0; word < signs.length; word++) {
                signs[word] = codes.getLong();
                positive += Long.bitCount(signs[word]);
            }
            for (int token = 0; token < tokens.length; token++) {
                float likeness = factor * tokens[token].product(signs, positive);
                greatest[token] = other == 0 ? likeness : Math.max(greatest[token], likeness);
            }
        }
        return greatest;
    }

    /// A vector `least + step · n`, where the bits of the numbers `n` lie apart.
    ///
    /// @param planes the lowest bits of all numbers, then the next ones and so on; in each word the first in the
    /// lowest bit
    /// @param sum    of the vector
    private record Token(float least, float step, long[] planes, float sum) {

        static Token of(float[] vector) {
            float least = Float.POSITIVE_INFINITY;
            float greatest = Float.NEGATIVE_INFINITY;
            for (float value : vector) {
                least = Math.min(least, value);
                greatest = Math.max(greatest, value);
            }
            float step = (greatest - least) / MOST;
            int words = TokenCodes.words(vector.length);
            long[] planes = new long[BITS * words];
            long sum = 0;
            for (int d = 0; d < vector.length; d++) {
                int number = step == 0 ? 0 : Math.round((vector[d] - least) / step);
                sum += number;
                for (int bit = 0; bit < BITS; bit++) {
                    planes[bit * words + d / Long.SIZE] |= (long) (number >> bit & 1) << d;
                }
            }
            return new Token(least, step, planes, least * vector.length + step * sum);
        }

        /// With a vector of 1 where there is a sign and -1 elsewhere: twice the sum of the numbers where there is one,
        /// less the sum of all.
        ///
        /// @param positive how many signs there are
        float product(long[] signs, int positive) {
            int sumOfNumbers = 0;
            for (int bit = 0; bit < BITS; bit++) {
                int ones = 0;
                for (int word = 0; word < signs.length; word++) {
                    ones += Long.bitCount(planes[bit * signs.length + word] & signs[word]);
                }
                sumOfNumbers += ones << bit;
            }
            return 2 * (least * positive + step * sumOfNumbers) - sum;
        }
    }
}
