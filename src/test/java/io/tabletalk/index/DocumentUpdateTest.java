package io.tabletalk.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.embedding.TokenCodes;
import io.tabletalk.index.DocumentUpdate.EmbeddedPassage;
import io.tabletalk.knowledge.Passage;
import io.tabletalk.knowledge.Place;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class DocumentUpdateTest {

    private static final Passage PASSAGE = new Passage(0, "Tea", "Assam is malty.", Place.WHOLE);

    private final JsonMapper json = JsonMapper.builder().build();

    @Test
    void aPassageComesBackWithItsVectorAndItsTokens() {
        EmbeddedPassage passage =
                new EmbeddedPassage(PASSAGE, new float[] {0.6f, -0.8f}, new TokenCodes(new byte[] {2, 0, -1}));

        EmbeddedPassage read = json.readValue(json.writeValueAsString(passage), EmbeddedPassage.class);

        assertThat(read.passage()).isEqualTo(PASSAGE);
        assertThat(read.vector()).containsExactly(0.6f, -0.8f);
        assertThat(read.tokens().bytes()).containsExactly(2, 0, -1);
    }

    @Test
    void tokensThatAreNotKnownAreLeftOut() {
        String written = json.writeValueAsString(new EmbeddedPassage(PASSAGE, new float[] {1, 0}));

        assertThat(written).doesNotContain("tokens");
        assertThat(json.readValue(written, EmbeddedPassage.class).tokens().isKnown())
                .isFalse();
    }
}
