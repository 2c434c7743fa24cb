package io.tabletalk.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.embedding.EmbeddingEngine.TokenVectors;
import io.tabletalk.testing.Engines;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TokenCentreTest {

    @Test
    void aChangeOfTheTextsIsAChangeOfTheKeyOfTheCodes() throws Exception {
        try (InputStream texts =
                Objects.requireNonNull(TokenCentre.class.getResourceAsStream("/models/ordinary-texts.txt"))) {
            assertThat(TextHash.of(new String(texts.readAllBytes(), StandardCharsets.UTF_8))
                            .hex())
                    .as("as PassageEmbedder says, change its key of codes, and then this")
                    .isEqualTo("0cf62ea7ba39395bc6b9ae22a2fe5fba2aab8a705c61f23e4e8c9aad0e772d26");
        }
    }

    /// The factor is what signs give back of what is left of a token without the centre: with nothing taken off it
    /// would be
    /// that of a vector of length 1.
    @Test
    void whatAllTokensHaveInCommonIsTakenOff() {
        String text = "The library opens at nine, and whoever returns a book late pays a fee.";
        TokenVectors vectors = Engines.miniLm().questionTokens(text).orElseThrow();
        TokenCodes.Builder whole = new TokenCodes.Builder(vectors.count(), new float[384]);
        for (float[] vector : vectors.vectors()) {
            whole.add(vector);
        }

        byte[] centred = Engines.miniLm().tokenCodes(List.of(text)).getFirst().bytes();

        assertThat(centred)
                .hasSameSizeAs(whole.build().bytes())
                .isNotEqualTo(whole.build().bytes());
    }
}
