package io.tabletalk.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.embedding.EmbeddingEngine.TokenOffsets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordpiecesTest {

    /// Keeps white space in its tokens (`Ġ` is the blank) and wants a mark behind a text alone.
    private static final byte[] OF_BYTES = """
            {
              "model": {"type": "BPE", "vocab": {"a": 0, "b": 1, "Ġ": 2, "Ġa": 3, "</s>": 4}, "merges": [["Ġ", "a"]]},
              "added_tokens": [{"id": 4, "content": "</s>", "special": true, "single_word": false, "lstrip": false,
                                "rstrip": false, "normalized": false}],
              "normalizer": null,
              "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": true},
              "post_processor": {"type": "TemplateProcessing",
                                 "single": [{"Sequence": {"id": "A", "type_id": 0}},
                                            {"SpecialToken": {"id": "</s>", "type_id": 0}}],
                                 "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 0}}],
                                 "special_tokens": {"</s>": {"id": "</s>", "ids": [4], "tokens": ["</s>"]}}}
            }
            """.getBytes(StandardCharsets.UTF_8);

    @BeforeAll
    static void libraries() throws IOException {
        NativeLibraries.unpackInto(EmbeddingEngineAccess.natives());
    }

    @Test
    void aTextStandsBetweenTheMarksAndIsCutAtTheLimit() throws IOException {
        try (InputStream json = KnownLocalModel.shippedTokenizer();
                Wordpieces wordpieces = new Wordpieces(json, 16)) {
            assertThat(wordpieces.ids("")).containsExactly(101, 102);
            assertThat(wordpieces.ids("a a a")).containsExactly(101, 1037, 1037, 1037, 102);
            assertThat(wordpieces.ids("a ".repeat(14))).hasSize(16).endsWith(1037, 102);
            assertThat(wordpieces.ids("a ".repeat(15))).hasSize(16).endsWith(1037, 102);
            assertThat(wordpieces.ids("a ".repeat(20_000))).hasSize(16).endsWith(1037, 102);
        }
    }

    /// The `a` behind a blank is another token than the one at the beginning, so no word can be looked at by itself.
    @Test
    void aTokenizerThatKeepsWhiteSpaceSeesTheWholeText() throws IOException {
        try (Wordpieces wordpieces = new Wordpieces(new ByteArrayInputStream(OF_BYTES), 16)) {
            assertThat(wordpieces.ids("a ab")).containsExactly(0, 3, 1, 4);
            assertThat(wordpieces.ids("a ab")).containsExactly(0, 3, 1, 4);
            TokenOffsets offsets = wordpieces.offsets("a ab");
            assertThat(offsets.ends()).containsExactly(1, 3, 4);
        }
    }

    @Test
    void itIsReadFromTheDescriptionWhetherWordsAreCutByThemselves() throws IOException {
        try (InputStream json = KnownLocalModel.shippedTokenizer()) {
            assertThat(WordByWord.isTrueOf(json.readAllBytes())).isTrue();
        }
        assertThat(WordByWord.isTrueOf(OF_BYTES)).isFalse();
        assertThat(WordByWord.isTrueOf("{}".getBytes(StandardCharsets.UTF_8))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "[SEP], id, true",
        "[unused1], normalized, true",
        "<url>, id, false",
        "New York, id, false",
        "New\u00a0York, normalized, false",
        "x\u2260y, normalized, false",
        "[MASK], lstrip, false",
        "[MASK], rstrip, false",
        "covid, single_word, false",
    })
    void aTokenThatWasAddedMayStandInTheWay(String content, String trait, boolean byThemselves) {
        String description = """
                {
                  "truncation": null, "flags": [true],
                  "added_tokens": [{"content": "%s", "%s": true, "special": true}],
                  "normalizer": {"type": "BertNormalizer"},
                  "pre_tokenizer": {"type": "BertPreTokenizer"},
                  "model": {"type": "WordPiece", "vocab": {"type": 0, "content": 1, "lstrip": 2}}
                }
                """.formatted(content, trait);

        assertThat(WordByWord.isTrueOf(description.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(byThemselves);
    }
}
