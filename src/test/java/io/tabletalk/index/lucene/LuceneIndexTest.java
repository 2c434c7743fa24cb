package io.tabletalk.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tabletalk.embedding.TokenCodes;
import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.index.DocumentUpdate.EmbeddedPassage;
import io.tabletalk.index.Hit;
import io.tabletalk.index.IndexException;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.index.KnowledgeIndexContractTest;
import io.tabletalk.index.SearchQuery;
import io.tabletalk.index.SearchQuery.Mode;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.testing.Engines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LuceneIndexTest extends KnowledgeIndexContractTest {

    @TempDir
    Path directory;

    @Override
    protected KnowledgeIndex open() {
        return open("index");
    }

    private KnowledgeIndex open(String name) {
        return lucene(name);
    }

    private LuceneIndex lucene(String name) {
        return new LuceneIndex(directory.resolve(name), Engines.miniLm().fingerprint(), 0.4, Language.ENGLISH);
    }

    @Test
    void whatWasAppliedIsThereAfterReopening() {
        try (KnowledgeIndex first = open("kept")) {
            first.apply(List.of(replace(TEA, "1", 1, "Assam.")));
        }
        try (KnowledgeIndex second = open("kept")) {
            assertThat(second.documentCount(TEA)).isEqualTo(1);
        }
    }

    @Test
    void theBestThatAreAskedForBringTheirTokensAlong() {
        try (KnowledgeIndex index = open("tokens")) {
            for (int i = 0; i < 30; i++) { // enough for segments to be merged
                index.apply(List.of(withTokens("Assam of harvest " + i + " is malty.", i)));
            }
            index.apply(List.of(replace(TEA, "plain", 1, "Assam is malty, says a row from before.")));
        }
        try (KnowledgeIndex index = open("tokens")) {
            SearchQuery query = new SearchQuery("malty Assam", new float[0], Mode.KEYWORD, 40, Optional.empty());

            List<Hit> hits = index.search(query.withTokens(31));
            assertThat(hits).hasSize(31).allSatisfy(hit -> {
                Matcher harvest =
                        Pattern.compile("harvest (\\d+)").matcher(hit.passage().text());
                if (harvest.find()) {
                    assertThat(hit.tokens().bytes()).containsExactly(Byte.parseByte(harvest.group(1)), 0, 1);
                } else {
                    assertThat(hit.tokens().isKnown()).isFalse();
                }
            });
            assertThat(index.search(query.withTokens(5)))
                    .hasSize(31)
                    .filteredOn(hit -> hit.tokens().isKnown())
                    .hasSizeLessThanOrEqualTo(5)
                    .isSubsetOf(index.search(query.withTokens(5)).subList(0, 5));
            assertThat(index.search(query)).noneMatch(hit -> hit.tokens().isKnown());

            SearchQuery five = new SearchQuery("malty Assam", new float[0], Mode.KEYWORD, 5, Optional.empty());
            assertThat(index.search(five.withTokens(20)))
                    .as("for a closer look")
                    .hasSize(20)
                    .extracting(Hit::key)
                    .startsWith(index.search(five).stream().map(Hit::key).toArray(DocumentKey[]::new));
        }
        try (KnowledgeIndex index = open("without tokens")) {
            for (int i = 0; i < 30; i++) {
                index.apply(List.of(replace(TEA, "t" + i, 1, "Assam is malty.")));
            }
            SearchQuery five = new SearchQuery("malty Assam", new float[0], Mode.KEYWORD, 5, Optional.empty());
            assertThat(index.search(five.withTokens(20))).hasSize(5);
        }
    }

    private static DocumentUpdate withTokens(String text, int number) {
        DocumentUpdate.Replace plain = replace(TEA, "t" + number, 1, text);
        EmbeddedPassage passage = plain.passages().getFirst();
        return new DocumentUpdate.Replace(
                plain.key(),
                plain.position(),
                plain.contentHash(),
                plain.title(),
                plain.metadata(),
                List.of(new EmbeddedPassage(
                        passage.passage(), passage.vector(), new TokenCodes(new byte[] {(byte) number, 0, 1}))));
    }

    @Test
    void aBookmarkIsKeptWithWhatItCameWithAndClearingForgetsBoth() {
        try (LuceneIndex index = lucene("marked")) {
            assertThat(index.bookmark()).isEmpty();
            index.apply(List.of(replace(TEA, "1", 1, "Assam.")), "at 1");
            index.apply(List.of(replace(TEA, "2", 1, "Darjeeling.")));
        }
        try (LuceneIndex index = lucene("marked")) {
            assertThat(index.bookmark()).contains("at 1");
            index.apply(List.of(), "at 2");
        }
        try (LuceneIndex index = lucene("marked")) {
            assertThat(index.bookmark()).contains("at 2");
            assertThat(index.documentCount()).isEqualTo(2);
            index.clear();
        }
        try (LuceneIndex index = lucene("marked")) {
            assertThat(index.bookmark()).isEmpty();
            assertThat(index.documentCount()).isZero();
        }
    }

    @Test
    void filesHoldNothingOfWhatWasRemovedOnceItIsExpunged() throws IOException {
        try (KnowledgeIndex index = open("expunged")) {
            List<DocumentUpdate> updates = new ArrayList<>();
            for (int number = 0; number < 50; number++) {
                updates.add(replace(TEA, "" + number, 1, "Darjeeling number " + number));
            }
            updates.add(replace(TEA, "secret", 1, "The word is quixvorple."));
            index.apply(updates);
            assertThat(filesWith("quixvorple")).as("the search works").isNotEmpty();

            index.apply(List.of(new DocumentUpdate.Remove(key(TEA, "secret"), at(2))));
            assertThat(index.expunge()).isTrue();

            assertThat(filesWith("quixvorple")).isEmpty();
            assertThat(index.documentCount(TEA)).isEqualTo(50);
            assertThat(index.read(key(TEA, "7"))).isPresent();
        }
    }

    private List<Path> filesWith(String word) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("expunged"))) {
            List<Path> found = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(word)) {
                    found.add(file);
                }
            }
            return found;
        }
    }

    @Test
    void secondProcessIsToldWhoHoldsTheIndex() {
        try (KnowledgeIndex first = open("held")) {
            assertThatExceptionOfType(IndexException.class)
                    .isThrownBy(() -> open("held"))
                    .withMessageContaining("Another process uses the index");
            assertThat(first.check().isUp()).isTrue();
        }
    }

    @Test
    void indexOfAnotherEmbeddingIsRefusedWithWhatToDo() {
        open("other").close();

        assertThatExceptionOfType(IndexException.class)
                .isThrownBy(() -> new LuceneIndex(directory.resolve("other"), "word2vec", 0.4, Language.ENGLISH))
                .withMessageContaining("was made with the embedding all-MiniLM-L6-v2")
                .withMessageContaining("delete the folder");
    }

    @Test
    void wordsAreComparedByTheRulesOfTheLanguage() {
        try (KnowledgeIndex german = open("german", Language.GERMAN)) {
            german.apply(List.of(replace(TEA, "1", 1, "Die Häuser am Hafen.")));

            assertThat(keys(german.search(words("ein Haus")))).containsExactly("tea/1");
        }
        try (KnowledgeIndex english = open("english", Language.ENGLISH)) {
            english.apply(List.of(replace(TEA, "1", 1, "Die Häuser am Hafen.")));

            assertThat(english.search(words("ein Haus"))).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyLanguageFindsItsOwnWordsAndCodes(Language language) {
        try (KnowledgeIndex index = open("words", language)) {
            index.apply(List.of(replace(TEA, "1", 1, "Telefon 4711, order 10-4471, 北京 大学.")));

            assertThat(index.search(words("telefon"))).hasSize(1);
            assertThat(index.search(words("10-4471"))).hasSize(1);
        }
    }

    @Test
    void indexForAnotherLanguageIsRefusedWithWhatToDo() {
        open("spoken", Language.GERMAN).close();

        assertThatExceptionOfType(IndexException.class)
                .isThrownBy(() -> open("spoken", Language.FRENCH))
                .withMessageContaining("for the language german, and french is configured")
                .withMessageContaining("delete the folder and read the sources again");
        open("spoken", Language.GERMAN).close();
    }

    @Test
    void unknownLanguageIsToldWithTheValidOnes() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new IndexSettings("klingon", false))
                .withMessageContaining("There is no index language 'klingon'. The languages are any, arabic,");
        assertThat(new IndexSettings(" German", false).words()).isEqualTo(Language.GERMAN);
    }

    private KnowledgeIndex open(String name, Language language) {
        return new LuceneIndex(directory.resolve(name), Engines.miniLm().fingerprint(), 0.4, language);
    }

    private static SearchQuery words(String text) {
        return new SearchQuery(text, new float[0], SearchQuery.Mode.KEYWORD, 10, Optional.empty());
    }
}
