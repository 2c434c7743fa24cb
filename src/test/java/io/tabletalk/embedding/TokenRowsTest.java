package io.tabletalk.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenRowsTest {

    /// Two texts, of three tokens and of none, whatever is around them.
    @ParameterizedTest
    @CsvSource({"1, 1", "0, 1", "1, 0", "0, 0", "2, 1"})
    void whatIsAroundATextIsNoTokenOfIt(int before, int after) {
        SpecialTokens special = new SpecialTokens(new long[before], new long[after]);
        int around = before + after;
        List<long[]> texts = List.of(new long[3 + around], new long[around]);
        float[] rows = new float[2 * (3 + 2 * around)];
        for (int row = 0; row < rows.length / 2; row++) {
            boolean own = row >= before && row < before + 3;
            rows[2 * row] = own ? 1 : 0;
            rows[2 * row + 1] = own ? 0 : 1;
        }

        TokenRows packed = TokenRows.packed(FloatBuffer.wrap(rows), 2, texts);

        assertThat(packed.tokens(special).get(0)).containsExactly(1, 0, 1, 0, 1, 0);
        assertThat(packed.tokens(special).get(1)).isEmpty();
        if (around > 0) { // or the second has no vector
            List<Embedding> embeddings = packed.embeddings(Pooling.MEAN, special, new float[2]);
            assertThat(embeddings.get(0).tokens().count()).isEqualTo(3);
            assertThat(embeddings.get(1).tokens().isKnown()).isTrue();
            assertThat(embeddings.get(1).tokens().count()).isZero();
        }
    }
}
