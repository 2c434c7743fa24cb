package io.tabletalk.embedding;

import io.tabletalk.embedding.EmbeddingEngine.TokenVectors;
import java.nio.ByteBuffer;
import java.util.Arrays;

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
        Signs signs = Signs.of(passage);
        float[] greatest = new float[tokens.length];
        long[] sums = new long[signs.count()];
        for (int token = 0; token < tokens.length; token++) {
            greatest[token] = tokens[token].greatestProduct(signs, sums);
        }
        return greatest;
    }

    /// The codes of a passage with the same words of all its tokens side by side, so that one instruction takes
    /// several.
    ///
    /// @param words    of the signs; in each, one number for each token
    /// @param positive how many signs each token has
    private record Signs(float[] factors, long[][] words, int[] positive) {

        static Signs of(TokenCodes passage) {
            int count = passage.count();
            ByteBuffer codes = passage.tokens();
            Signs signs = new Signs(
                    new float[count], new long[TokenCodes.words(passage.dimensions())][count], new int[count]);
            for (int token = 0; token < count; token++) {
                signs.factors[token] = Float.float16ToFloat(codes.getShort());
                for (long[] word : signs.words) {
                    word[token] = codes.getLong();
                    signs.positive[token] += Long.bitCount(word[token]);
                }
            }
            return signs;
        }

        int count() {
            return factors.length;
        }
    }

    /// A vector `least + step · n`, where the bits of the numbers `n` lie apart.
    ///
    /// @param planes of each 64 numbers first the lowest bits, then the next ones and so on, [#BITS] words in all;
    /// in each
    ///               word the first number in the lowest bit
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
                    planes[d / Long.SIZE * BITS + bit] |= (long) (number >> bit & 1) << d;
                }
            }
            return new Token(least, step, planes, least * vector.length + step * sum);
        }

        /// With a vector of 1 where there is a sign and -1 elsewhere, times the factor: twice the sum of the numbers
        /// where there is one, less the sum of all. 0 when there are no tokens.
        ///
        /// @param sums room for a number for each of the tokens
        float greatestProduct(Signs signs, long[] sums) {
            Arrays.fill(sums, 0);
            for (int word = 0, plane = 0; word < signs.words().length; word++, plane += BITS) {
                add(signs.words()[word], planes[plane], planes[plane + 1], planes[plane + 2], planes[plane + 3], sums);
            }
            float greatest = Float.NEGATIVE_INFINITY;
            for (int other = 0; other < sums.length; other++) {
                float product = 2 * (least * signs.positive()[other] + step * sums[other]) - sum;
                greatest = Math.max(greatest, signs.factors()[other] * product);
            }
            return sums.length == 0 ? 0 : greatest;
        }

        private static void add(long[] signs, long ones, long twos, long fours, long eights, long[] sums) {
            for (int other = 0; other < sums.length; other++) {
                sums[other] += Long.bitCount(signs[other] & ones)
                        + 2L * Long.bitCount(signs[other] & twos)
                        + 4L * Long.bitCount(signs[other] & fours)
                        + 8L * Long.bitCount(signs[other] & eights);
            }
        }
    }
}
