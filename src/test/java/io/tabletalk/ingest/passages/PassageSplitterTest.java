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
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassageSplitterTest {

    private static final EmbeddingEngine ENGINE = Engines.miniLm();
    private static final PassageSplitter SPLITTER = new PassageSplitter(ENGINE, 256, 32);

    private static Document document(String title, String text) {
        return new Document(
                new DocumentKey(new SourceId("test"), "1"), title, text, Metadata.EMPTY, Place.row("tea.csv", 7));
    }

    @Test
    void rowIsOnePassageWithItsPlace() {
        List<Passage> passages = SPLITTER.split(document("Assam", "name: Assam\nnotes: Malty."));

        assertThat(passages)
                .containsExactly(new Passage(
                        0,
                        "Assam",
                        "name: Assam\nnotes: Malty.",
                        Place.row("tea.csv", 7).at(0, 25)));
    }

    @Test
    void blankTextHasNoPassage() {
        assertThat(SPLITTER.split(document("Assam", " \n\t "))).isEmpty();
    }

    @Test
    void headingsStandAboveTheirSections() {
        String text = """
                # Handbook
                Be kind.

                ## Opening hours
                From nine to five.

                ### Holidays
                Closed on 1 May.

                ## Prices
                See the board.
                """;

        assertThat(SPLITTER.split(document("Handbook", text)).stream().map(Passage::heading))
                .containsExactly(
                        "Handbook",
                        "Handbook › Opening hours",
                        "Handbook › Opening hours › Holidays",
                        "Handbook › Prices");
    }

    @Test
    void markOfAHeadingWithinACodeFenceIsNoHeading() {
        String text = "# One\n```sh\n# not a heading\nls\n```\nAfter.";

        assertThat(SPLITTER.split(document("", text))).singleElement().satisfies(passage -> {
            assertThat(passage.heading()).isEqualTo("One");
            assertThat(passage.text()).isEqualTo(text);
        });
    }

    @Test
    void neighboursShareTheSentenceAtTheCut() {
        String text = IntStream.range(0, 60)
                .mapToObj(n -> "Sentence number " + n + " speaks of tea and bicycles.")
                .collect(Collectors.joining(" "));

        List<Passage> passages = SPLITTER.split(document("", text));

        assertThat(passages).hasSizeGreaterThan(2);
        for (int i = 1; i < passages.size(); i++) {
            assertThat(passages.get(i).place().start())
                    .isLessThan(passages.get(i - 1).place().end());
            assertThat(passages.get(i).text()).startsWith("Sentence number");
        }
    }

    @Test
    void codeFenceThatFitsStaysWhole() {
        String paragraph = "Words about the harbour and its boats. ".repeat(20);
        String fence = "```\n" + "print('line')\n".repeat(20) + "```";

        List<Passage> passages = SPLITTER.split(document("", paragraph + "\n\n" + fence + "\n\nThe end."));

        assertThat(passages).anySatisfy(passage -> assertThat(passage.text()).contains(fence));
    }

    @Test
    void tenMegabytesWithoutASpaceAreCut() {
        List<Passage> passages = SPLITTER.split(document("", "x".repeat(10_000_000)));

        assertThat(passages)
                .allSatisfy(passage -> assertThat(passage.text().length()).isLessThanOrEqualTo(4_000));
        assertThat(passages.stream()
                        .mapToInt(passage -> passage.text().length())
                        .sum())
                .isGreaterThanOrEqualTo(10_000_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void everythingLiesInAPassageThatFitsAndStandsWhereItSays(long seed) {
        String text = random(new Random(seed));
        List<Passage> passages = SPLITTER.split(document("A title " + seed, text));

        boolean[] covered = new boolean[text.length()];
        for (Passage passage : passages) {
            assertThat(text.substring(passage.place().start(), passage.place().end()))
                    .isEqualTo(passage.text());
            assertThat(ENGINE.tokenize(passage.embeddedText()).count()).isLessThanOrEqualTo(254);
            assertThat(Character.isLowSurrogate(passage.text().charAt(0))).isFalse();
            java.util.Arrays.fill(
                    covered, passage.place().start(), passage.place().end(), true);
        }
        for (int i = 0; i < text.length(); i++) {
            assertThat(covered[i] || Character.isWhitespace(text.charAt(i)))
                    .as("character %d of seed %d", i, seed)
                    .isTrue();
        }
        assertThat(SPLITTER.split(document("A title " + seed, text))).isEqualTo(passages);
    }

    private static String random(Random random) {
        List<String> parts = List.of(
                "tea",
                "harbour",
                "unbelievably",
                "10-4471",
                "🚲",
                "\n",
                "\n\n",
                ". ",
                "! ",
                "# Title\n",
                "| a | b |\n",
                "```\n",
                "日本語の文章。",
                "שלום",
                "x".repeat(150),
                "e\u0301",
                ", ",
                "field: value\n");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 3_000; i++) {
            text.append(parts.get(random.nextInt(parts.size()))).append(random.nextInt(4) == 0 ? "" : " ");
        }
        return text.toString();
    }
}
