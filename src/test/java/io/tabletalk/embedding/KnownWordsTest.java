package io.tabletalk.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class KnownWordsTest {

    /// Everything that could make a word depend on what stands beside it, or shift what follows.
    private static final List<String> PIECES = List.of(
            "word",
            "Another",
            "naïve",
            "İstanbul",
            "Straße",
            "ΟΔΟΣ",
            "ﬁne",
            "3.14",
            "10-4471",
            "don't",
            "e.g.",
            "<b>",
            "[SEP]",
            "[CLS]",
            "[",
            "]",
            "[UNK",
            "]]",
            "##ing",
            "\\",
            "^",
            "_",
            "`",
            "{",
            "|",
            "~",
            "€",
            "—",
            "“",
            "…",
            "\u0301",
            "\u0338",
            "a\u0301",
            ">\u0338",
            "(\u0301",
            "\u200b",
            "\u200d",
            "\u00ad",
            "\ufeff",
            "\ufffd",
            "\u0000",
            "\f",
            "\u000b",
            "\u226f",
            "\u037e",
            "\u1fef",
            "\u0344",
            "\u0316",
            "\u001c",
            "\u0085",
            "\u00a0",
            "\u2028",
            "\u3000",
            " ",
            "  ",
            "\n",
            "\r\n",
            "\t",
            " \u0301",
            "中文",
            "句子。",
            "한국어",
            "مرحبا",
            "हिन्दी",
            "😀",
            "🧑‍🚀",
            "\uD83D",
            "\uDE00",
            "x".repeat(39),
            "y".repeat(99),
            "z".repeat(120));

    private static final List<NativeTokenizer> TOKENIZERS = new ArrayList<>();

    private static final List<KnownWords> WORDS = new ArrayList<>();

    @BeforeAll
    static void open() throws IOException {
        NativeLibraries.unpackInto(EmbeddingEngineAccess.natives());
        add(Map.of());
        add(Map.of("lowercase", false, "strip_accents", false));
        add(Map.of("lowercase", false, "strip_accents", true, "clean_text", false));
        add(Map.of("handle_chinese_chars", false, "clean_text", false, "strip_accents", false));
    }

    /// @param settings of the normalizer that are unlike those of the tokenizer that is shipped
    private static void add(Map<String, Boolean> settings) throws IOException {
        try (InputStream json = KnownLocalModel.shippedTokenizer()) {
            ObjectNode description = (ObjectNode) JsonMapper.shared().readTree(json);
            settings.forEach((name, value) -> ((ObjectNode) description.get("normalizer")).put(name, value));
            NativeTokenizer tokenizer = new NativeTokenizer(JsonMapper.shared().writeValueAsBytes(description));
            TOKENIZERS.add(tokenizer);
            WORDS.add(new KnownWords(tokenizer::tokens));
        }
    }

    @AfterAll
    static void close() {
        TOKENIZERS.forEach(NativeTokenizer::close);
    }

    /// Of all texts the same words are remembered, so most of what is compared comes from memory.
    @ParameterizedTest
    @MethodSource("seeds")
    void aTextHasTheTokensThatTheTokenizerGivesTheWhole(long seed) {
        String text = text(new Random(seed), 300);
        int kind = (int) (seed % WORDS.size());

        Tokens tokens = WORDS.get(kind).tokens(text);

        Tokens expected = TOKENIZERS.get(kind).tokens(text);
        assertThat(tokens.ids()).isEqualTo(expected.ids());
        assertThat(tokens.starts()).isEqualTo(expected.starts());
        assertThat(tokens.ends()).isEqualTo(expected.ends());
    }

    static IntStream seeds() {
        return IntStream.range(0, 400);
    }

    private static String text(Random random, int pieces) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
            if (random.nextBoolean()) {
                text.append(' ');
            }
        }
        return text.toString();
    }

    @Test
    void theTokenizerIsAskedOnceForWhatIsNotKnown() {
        List<String> asked = new ArrayList<>();
        KnownWords counted = new KnownWords(text -> {
            asked.add(text);
            return TOKENIZERS.getFirst().tokens(text);
        });

        counted.tokens("Order 10-4471 has not left.");
        counted.tokens("The order 10-4471 has not left the harbour.");
        counted.tokens("not left");

        assertThat(asked).containsExactly("Order 10 - 4471 has not left . ", "The order the harbour ");
    }

    @Test
    void aTextOfNothingHasNoTokens() {
        KnownWords words = WORDS.getFirst();
        assertThat(words.tokens("").ids()).isEmpty();
        assertThat(words.tokens(" \n\t").ids()).isEmpty();
    }
}
