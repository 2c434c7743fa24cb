package io.tabletalk.ingest.passages;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.knowledge.Document;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.Metadata;
import io.tabletalk.knowledge.Passage;
import io.tabletalk.knowledge.Place;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.testing.Engines;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What holds for every text.
class PassageSplitterPropertiesTest {

    private static final EmbeddingEngine ENGINE = Engines.miniLm();

    private final PassageSplitter splitter = new PassageSplitter(ENGINE, 256, 30);

    @ParameterizedTest
    @MethodSource("seeds")
    void randomTextIsCoveredWithinTheLimitsAtExactOffsets(long seed) {
        Document document = document(seed % 3 == 0 ? "" : "Title " + seed, new RandomText(seed).next(4_000));

        List<Passage> passages = splitter.split(document);

        assertSound(document, passages);
        assertThat(splitter.split(document)).isEqualTo(passages);
    }

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x", "word ", "ab. ", "A. ", "😀", "中", "한", "\u200b", "é", "a\u0301", "\u0301", " \n", "# h\n", "| a ",
                "```", "-", "( ", "((", "word\n", "\uD83D"
            })
    void hugeMonotonousTextIsCutSoundly(String repeated) {
        String text = "start " + repeated.repeat(100_000 / repeated.length()) + " end";
        Document document = document("", text);

        assertSound(document, splitter.split(document));
    }

    /// Every passage is what the text says at its place and fits the model; together they cover the text.
    private static void assertSound(Document document, List<Passage> passages) {
        String text = document.text();
        BitSet covered = new BitSet(text.length());
        for (int i = 0; i < passages.size(); i++) {
            Passage passage = passages.get(i);
            Place place = passage.place();
            assertThat(passage.ordinal()).isEqualTo(i);
            assertThat(text.substring(place.start(), place.end()).equals(passage.text()))
                    .isTrue();
            assertThat(passage.text().isBlank()).isFalse();
            assertThat(passage.text().length()).isLessThan(100_000);
            assertThat(ENGINE.tokenize(passage.embeddedText()).count()).isLessThanOrEqualTo(ENGINE.maxTokens());
            assertThat(cutsPair(text, place.start()) || cutsPair(text, place.end()))
                    .isFalse();
            covered.set(place.start(), place.end());
        }
        String headings = passages.stream().map(Passage::heading).distinct().collect(Collectors.joining("\n"));
        assertCovered(text, covered, headings);
    }

    private static void assertCovered(String text, BitSet covered, String headings) {
        int start = 0;
        for (String line : text.split("(?<=\n)", -1)) {
            boolean missing = false;
            for (int i = 0; i < line.length(); i++) {
                missing |= !Character.isWhitespace(line.charAt(i)) && !covered.get(start + i);
            }
            if (missing) {
                String heading = line.strip().replaceAll("^#+|#+$", "").strip();
                assertThat(heading.matches("=+|-+") || headings.contains(heading))
                        .as("the line at %d is in no passage: %s", start, line)
                        .isTrue();
            }
            start += line.length();
        }
    }

    private static boolean cutsPair(String text, int index) {
        return index > 0
                && index < text.length()
                && Character.isSurrogatePair(text.charAt(index - 1), text.charAt(index));
    }

    private static Document document(String title, String text) {
        DocumentKey key = new DocumentKey(new SourceId("notes"), "1");
        return new Document(key, title, text, Metadata.EMPTY, Place.row("notes.md", 3));
    }

    /// Texts made of everything that matters to the splitter.
    private static final class RandomText {

        private static final List<String> PIECES = List.of(
                "word ",
                "Another sentence ends here. ",
                "Does it? ",
                "3.14 ",
                "10-4471 ",
                "\n",
                "\n\n",
                "\r\n",
                "# Heading\n",
                "## Second level\n",
                "###### Sixth level ##\n",
                "Underlined\n====\n",
                "Also\n---\n",
                "| a | b |\n",
                "|---|---|\n",
                "```\n",
                "~~~\n",
                "- item\n",
                "1. first\n",
                "name: value\n",
                "😀",
                "🧑‍🚀 ",
                "中文句子。",
                "مرحبا ",
                "한국어 ",
                "\u200b",
                "a\u0301",
                "\uD83D",
                "\t",
                "     ",
                "[SEP]",
                "\u0000",
                "\u0085",
                "#",
                "---\n",
                "supercalifragilistic",
                "x".repeat(150),
                "y".repeat(30),
                "1234567890".repeat(20),
                "<b>&amp;</b> ",
                "\u2028",
                "e.g. Mr. Smith ");

        private final Random random;

        private RandomText(long seed) {
            this.random = new Random(seed);
        }

        private String next(int length) {
            StringBuilder text = new StringBuilder();
            while (text.length() < length) {
                String piece = PIECES.get(random.nextInt(PIECES.size()));
                text.append(piece.repeat(random.nextInt(10) == 0 ? 1 + random.nextInt(20) : 1));
            }
            return text.toString();
        }
    }
}
