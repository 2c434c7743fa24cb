package io.tabletalk.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.embedding.TokenCodes;
import io.tabletalk.index.DocumentUpdate.EmbeddedPassage;
import io.tabletalk.knowledge.Passage;
import io.tabletalk.knowledge.Place;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

class DocumentUpdateTest {

    private static final Passage PASSAGE = new Passage(0, "Tea", "Assam is malty.", Place.WHOLE);

    /// As strict as messages are read.
    private final JsonMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    @Test
    void aMessageCarriesThePassageAndItsVectorWithoutTokens() {
        EmbeddedPassage passage =
                new EmbeddedPassage(PASSAGE, new float[] {0.6f, -0.8f}, new TokenCodes(new byte[] {2, 0, -1}));

        String written = json.writeValueAsString(passage);
        EmbeddedPassage read = json.readValue(written, EmbeddedPassage.class);

        assertThat(written).doesNotContain("tokens");
        assertThat(read.passage()).isEqualTo(PASSAGE);
        assertThat(read.vector()).containsExactly(0.6f, -0.8f);
        assertThat(read.tokens().isKnown()).isFalse();
    }

    @Test
    void theFormOfAMessageStaysWhatItIs() {
        String passage = json.writeValueAsString(PASSAGE);

        assertThat(json.writeValueAsString(new EmbeddedPassage(PASSAGE, new float[] {1, 0})))
                .isEqualTo("{\"passage\":" + passage + ",\"vector\":\"P4AAAAAAAAA=\"}");
    }
}
