package io.tabletalk.embedding;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The vectors of a passage's tokens in one bit a number, for comparing them with the tokens of a question: 50 bytes a
/// token of 384 numbers instead of 1,536.
///
/// A vector `v` of length 1 is kept as the signs of `v - c` and the factor that brings these signs nearest to `v - c`,
/// where `c` is what the tokens of all texts have in common ([TokenCentre]). Products with `c` are the same for every
/// passage and are left out, so these codes order passages and tell no cosine.
///
/// @param bytes how many numbers a vector has, as a 16-bit number; then for each token the factor, as a 16-bit float,
/// and
///              the signs as 64-bit numbers, the first sign in the lowest bit; all with the lowest byte first. Empty
/// when
///              nothing is known of the tokens. Not to be changed
public record TokenCodes(byte[] bytes) {

    /// What these bytes are called wherever they are kept. Changes with their form and with the texts of [TokenCentre],
    /// so
    /// that codes of another form are never taken for these.
    public static final String FORM = "tokens-1";

    /// Nothing is known of the tokens.
    public static final TokenCodes UNKNOWN = new TokenCodes(new byte[0]);

    /// Whether anything is known of the tokens: a passage without any is known, too.
    public boolean isKnown() {
        return bytes.length > 0;
    }

    /// Numbers per vector.
    public int dimensions() {
        return isKnown() ? Short.toUnsignedInt(buffer().getShort(0)) : 0;
    }

    public int count() {
        return isKnown() ? (bytes.length - Short.BYTES) / bytesAToken(dimensions()) : 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TokenCodes codes && Arrays.equals(bytes, codes.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return isKnown() ? count() + " tokens" : "unknown";
    }

    /// The signs and factors, from the first token on.
    ByteBuffer tokens() {
        return buffer().position(Short.BYTES);
    }

    private ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// 64-bit numbers that hold the signs of a vector.
    static int words(int dimensions) {
        return (dimensions + Long.SIZE - 1) / Long.SIZE;
    }

    private static int bytesAToken(int dimensions) {
        return Short.BYTES + words(dimensions) * Long.BYTES;
    }

    /// Takes the vectors of a passage one by one.
    static final class Builder {

        private final float[] centre;
        private final ByteBuffer bytes;

        Builder(int tokens, float[] centre) {
            this.centre = centre;
            this.bytes = ByteBuffer.allocate(Short.BYTES + tokens * bytesAToken(centre.length))
                    .order(ByteOrder.LITTLE_ENDIAN);
            bytes.putShort((short) centre.length);
        }

        /// @param vector of length 1
        void add(float[] vector) {
            int factor = bytes.position();
            bytes.position(factor + Short.BYTES);
            float squares = 0;
            float sizes = 0;
            for (int from = 0; from < vector.length; from += Long.SIZE) {
                long signs = 0;
                for (int d = from; d < Math.min(from + Long.SIZE, vector.length); d++) {
                    float difference = vector[d] - centre[d];
                    squares += difference * difference;
                    sizes += Math.abs(difference);
                    signs |= (long) isPositive(difference) << d;
                }
                bytes.putLong(signs);
            }
            bytes.putShort(factor, Float.floatToFloat16(sizes == 0 ? 0 : squares / sizes));
        }

        /// 1 or 0. Signs come as they like, and a branch would be foreseen wrongly every other time.
        private static int isPositive(float number) {
            return 1 - (Float.floatToRawIntBits(number) >>> 31);
        }

        TokenCodes build() {
            return new TokenCodes(bytes.array());
        }
    }
}
