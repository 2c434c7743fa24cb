package io.tabletalk.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.index.DocumentUpdate.EmbeddedPassage;
import io.tabletalk.index.SearchQuery.Mode;
import io.tabletalk.index.SearchQuery.Options;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.Metadata;
import io.tabletalk.knowledge.Passage;
import io.tabletalk.knowledge.Place;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.knowledge.SourcePosition;
import io.tabletalk.testing.Engines;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every index promises. An implementation runs it by opening itself, empty.
public abstract class KnowledgeIndexContractTest {

    protected static final SourceId TEA = new SourceId("tea");
    protected static final SourceId BIKES = new SourceId("bikes");

    private static final EmbeddingEngine ENGINE = Engines.miniLm();

    private KnowledgeIndex index;

    protected abstract KnowledgeIndex open();

    @BeforeEach
    void openIndex() {
        index = open();
    }

    @AfterEach
    void closeIndex() {
        index.close();
    }

    @Test
    void documentIsFoundByItsWordsAndByItsMeaning() {
        apply(
                replace(TEA, "1", 1, "Assam is a malty black tea."),
                replace(BIKES, "1", 1, "The Heron carries two crates."));

        assertThat(keys(search("malty", Mode.KEYWORD))).containsExactly("tea/1");
        assertThat(keys(search("a bicycle for cargo", Mode.DENSE))).first().isEqualTo("bikes/1");
        assertThat(keys(search("Which tea is malty?", Mode.HYBRID))).first().isEqualTo("tea/1");
    }

    @Test
    void fieldThatTheTextDoesNotShowIsFoundByItsWords() {
        assumeTrue(canSearchByWords());
        Map<String, Object> fields = Map.of("customer", "Ada", "phone", "229.077.5154", "weight", 1250);
        DocumentUpdate.Replace row = replaceWith(TEA, "1", fields, "customer: Ada");
        apply(row, replaceWith(TEA, "2", Map.of("phone", "333.111.2222", "weight", 7), "customer: Bob"));

        assertThat(keys(search("Whose phone is 229.077.5154?", Mode.KEYWORD)))
                .first()
                .isEqualTo("tea/1");
        assertThat(keys(search("1250", Mode.HYBRID))).first().isEqualTo("tea/1");
        assertThat(search("1250", Mode.HYBRID).getFirst().passage())
                .isEqualTo(row.passages().getFirst().passage());
    }

    @Test
    void identifierInTheQuestionIsFoundAmongHundredsThatMeanTheSame() {
        assumeTrue(canSearchByWords());
        List<DocumentUpdate> orders = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            orders.add(replace(TEA, "10-" + (4000 + i), 1, "Order 10-" + (4000 + i) + " of one pound of Assam."));
            orders.add(replace(TEA, "A" + i + "/10", 1, "Order A" + i + "/10 of " + (4000 + i) + " pounds of Assam."));
        }
        orders.add(replace(TEA, "late", 1, "Parcel lost. See 10-4171 and invoice X9.27-b, also (SKU_77.12)."));
        index.apply(orders);

        assertThat(keys(search("Where is order 10-4171?", Mode.HYBRID)))
                .startsWith("tea/10-4171")
                .element(1)
                .isEqualTo("tea/late");
        assertThat(keys(search("order A171/10", Mode.HYBRID))).first().isEqualTo("tea/A171/10");
        assertThat(keys(search("x9.27-B", Mode.HYBRID))).first().isEqualTo("tea/late");
        assertThat(keys(search("What is \"sku_77.12\"?", Mode.KEYWORD))).first().isEqualTo("tea/late");
    }

    @Test
    void hitShowsTheWholePassage() {
        DocumentUpdate.Replace update = replace(TEA, "1", 7, "Assam is malty.");
        apply(update);

        assertThat(search("malty", Mode.HYBRID)).singleElement().satisfies(hit -> {
            assertThat(hit.key()).isEqualTo(update.key());
            assertThat(hit.title()).isEqualTo(update.title());
            assertThat(hit.metadata()).isEqualTo(update.metadata());
            assertThat(hit.passage()).isEqualTo(update.passages().getFirst().passage());
            assertThat(hit.position()).isEqualTo(update.position());
            assertThat(hit.keyword() > 0).isEqualTo(canSearchByWords());
            assertThat(hit.cosine()).isBetween(0.0, 1.0);
        });
    }

    @Test
    void bothScoresAreTrueWhicheverSideBroughtThePassageUp() {
        apply(replace(TEA, "1", 1, "Zanzibar."), replace(TEA, "2", 1, "The harbour at dawn."));

        Hit byWords = search("zanzibar", Mode.HYBRID).getFirst();
        Hit byMeaning = search("zanzibar", Mode.DENSE).getFirst();

        assertThat(byWords.cosine()).isEqualTo(byMeaning.cosine());
        assertThat(byWords.keyword())
                .isEqualTo(search("zanzibar", Mode.KEYWORD).getFirst().keyword());
    }

    @Test
    void aResultSaysWhatACosineCountsInItsScore() {
        apply(replace(TEA, "1", 1, "Zanzibar."), replace(TEA, "2", 1, "The harbour at dawn."));

        assertThat(search("zanzibar", Mode.DENSE)).hasSize(2).allMatch(hit -> hit.cosineWeight() == 1);
        assertThat(search("zanzibar", Mode.HYBRID))
                .hasSize(2)
                .allSatisfy(hit -> assertThat(hit.cosineWeight()).isBetween(Double.MIN_VALUE, 1.0));
    }

    @Test
    void eachSideSaysAtWhichPlaceItHasThePassage() {
        apply(
                replace(TEA, "1", 1, "Zanzibar."),
                replace(TEA, "2", 1, "The harbour of Zanzibar at dawn, seen from the hill."),
                replace(TEA, "3", 1, "A pot of tea."));

        List<Hit> hits = search("zanzibar", Mode.HYBRID);

        assertThat(hits).extracting(hit -> hit.ranks().fused()).isSorted().startsWith(1);
        assertThat(hits).extracting(hit -> hit.ranks().cosine()).contains(1).doesNotContain(0);
        assertThat(hits).allSatisfy(hit -> assertThat(hit.ranks().keyword() > 0).isEqualTo(hit.keyword() > 0));
        assertThat(hits).filteredOn(hit -> hit.ranks().keyword() == 1).hasSize(canSearchByWords() ? 1 : 0);
    }

    @Test
    void replacedDocumentHasOnlyItsNewPassages() {
        apply(replace(TEA, "1", 1, "Old alpha.", "Old beta.", "Old gamma."));
        apply(replace(TEA, "1", 2, "New delta."));

        assertThat(search("alpha beta gamma", Mode.KEYWORD)).isEmpty();
        assertThat(texts(search("delta", Mode.HYBRID))).containsExactly("New delta.");
        assertThat(index.documentCount()).isEqualTo(1);
        assertThat(index.passageCount()).isEqualTo(1);
    }

    @Test
    void removedDocumentIsGone() {
        apply(replace(TEA, "1", 1, "Assam."), replace(TEA, "2", 1, "Darjeeling."));
        apply(new DocumentUpdate.Remove(key(TEA, "1"), at(2)));

        assertThat(keys(search("assam", Mode.HYBRID))).containsExactly("tea/2");
        assertThat(index.find(List.of(key(TEA, "1")))).isEmpty();
        assertThat(index.documentCount(TEA)).isEqualTo(1);
    }

    @Test
    void applyingTwiceIsApplyingOnce() {
        DocumentUpdate update = replace(TEA, "1", 1, "Assam.", "Malty.");
        apply(update);
        apply(update, update);

        assertThat(index.documentCount()).isEqualTo(1);
        assertThat(index.passageCount()).isEqualTo(2);
    }

    @Test
    void olderPositionLoses() {
        apply(replace(TEA, "1", 5, "Newer."));
        apply(replace(TEA, "1", 4, "Older."), new DocumentUpdate.Remove(key(TEA, "1"), at(3)));

        assertThat(texts(search("newer older", anyMode()))).containsExactly("Newer.");
    }

    @Test
    void lastOfSeveralUpdatesOfOneDocumentWins() {
        apply(
                replace(TEA, "1", 1, "First."),
                replace(TEA, "1", 2, "Second."),
                new DocumentUpdate.Remove(key(TEA, "2"), at(1)),
                replace(TEA, "1", 1, "Late."));

        assertThat(texts(search("first second late", anyMode()))).containsExactly("Second.");
    }

    @Test
    void documentWithoutPassagesIsKnownAndCounted() {
        apply(replace(TEA, "empty", 1));

        assertThat(index.documentCount(TEA)).isEqualTo(1);
        assertThat(index.passageCount()).isZero();
        assertThat(index.find(List.of(key(TEA, "empty"))).get(key(TEA, "empty")))
                .isEqualTo(new IndexedDocument(key(TEA, "empty"), "hash of tea/empty at 1", at(1), 0));
    }

    @Test
    void documentsOfASourceAreListed() {
        apply(
                replace(TEA, "1", 1, "Assam."),
                replace(TEA, "2", 1, "Darjeeling.", "Two."),
                replace(BIKES, "1", 1, "Heron."));

        try (Stream<IndexedDocument> documents = index.documents(TEA)) {
            assertThat(documents)
                    .containsExactlyInAnyOrder(
                            new IndexedDocument(key(TEA, "1"), "hash of tea/1 at 1", at(1), 1),
                            new IndexedDocument(key(TEA, "2"), "hash of tea/2 at 1", at(1), 2));
        }
    }

    @Test
    void listStaysAtItsEnd() {
        apply(replace(TEA, "1", 1, "Assam."));
        apply(replace(TEA, "2", 1, "Darjeeling."));

        try (Stream<IndexedDocument> documents = index.documents(TEA)) {
            Iterator<IndexedDocument> iterator = documents.iterator();
            iterator.next();
            iterator.next();
            for (int i = 0; i < 300; i++) {
                assertThat(iterator.hasNext()).isFalse();
            }
        }
    }

    @Test
    void documentsCanBeRemovedWhileTheyAreListed() {
        index.apply(IntStream.range(0, 20)
                .<DocumentUpdate>mapToObj(i -> replace(TEA, "" + i, 1, "Tea " + i))
                .toList());
        try (Stream<IndexedDocument> documents = index.documents(TEA)) {
            documents.forEach(document -> apply(new DocumentUpdate.Remove(document.key(), at(2))));
        }
        assertThat(index.documentCount()).isZero();
    }

    @Test
    void keysOfDifferentSourcesAreDifferent() {
        apply(replace(TEA, "1", 1, "Assam."), replace(BIKES, "1", 1, "Heron."));
        apply(new DocumentUpdate.Remove(key(TEA, "1"), at(2)));

        assertThat(index.find(List.of(key(TEA, "1"), key(BIKES, "1")))).containsOnlyKeys(key(BIKES, "1"));
    }

    @Test
    void longestKeyIsKept() {
        String longest = "ключ".repeat(DocumentKey.MAX_LENGTH / 4);
        apply(replace(TEA, longest, 1, "Assam."));

        assertThat(index.find(List.of(key(TEA, longest)))).hasSize(1);
    }

    @Test
    void filtersAreTypedAndApplyInsideTheSearch() {
        index.apply(IntStream.range(0, 300)
                .<DocumentUpdate>mapToObj(
                        i -> replaceWith(TEA, "plain" + i, Map.of("kind", "black"), "Tea with cardamom."))
                .toList());
        apply(replaceWith(
                TEA,
                "rare",
                Map.of("price", 12.5, "kind", "green", "organic", true, "tags", List.of("new", "spring"), "code", "7"),
                "A leaf that no one asked for."));

        List<Filter> satisfied = List.of(
                new Filter.Equals("kind", "green"),
                new Filter.Equals("price", 12.5),
                new Filter.Equals("organic", true),
                new Filter.Equals("tags", "spring"),
                new Filter.In("kind", List.of("white", "green")),
                new Filter.Range("price", 12, 13L),
                new Filter.Range("price", 12.5, null),
                new Filter.Range("kind", "f", "h"),
                new Filter.Exists("price"),
                new Filter.Not(new Filter.Equals("kind", "black")),
                new Filter.And(List.of(new Filter.InSources(Set.of(TEA)), new Filter.Exists("code"))),
                new Filter.Or(List.of(new Filter.Equals("kind", "none"), new Filter.Exists("tags"))));
        for (Filter filter : satisfied) {
            assertThat(keys(search("cardamom tea", Mode.HYBRID, 5, filter)))
                    .as("%s", filter)
                    .containsExactly("tea/rare");
        }
        List<Filter> unsatisfied = List.of(
                new Filter.Equals("code", 7),
                new Filter.Equals("price", "12.5"),
                new Filter.Equals("organic", "true"),
                new Filter.InSources(Set.of(BIKES)),
                new Filter.Or(List.of()),
                new Filter.Range("price", 13, null));
        for (Filter filter : unsatisfied) {
            assertThat(search("cardamom tea", Mode.HYBRID, 5, filter))
                    .as("%s", filter)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void onePassageOfEachDocumentIsReturnedHoweverManyFit(Mode mode) {
        String[] piers = IntStream.range(0, 150)
                .mapToObj(i -> "Harbour harbour, pier " + i)
                .toArray(String[]::new);
        apply(
                replace(TEA, "long", 1, piers),
                replace(TEA, "short", 1, "A harbour, and much else that is not asked for: tea, milk and sugar."),
                replace(BIKES, "long", 1, "The harbour has a bicycle stand for forty bicycles.", "It is full."));

        assertThat(keys(search("harbour", mode, 3, new Options(true, 0, 0))))
                .containsExactlyInAnyOrder("tea/long", "tea/short", "bikes/long");
        assertThat(keys(search("harbour", mode, 3, Options.NONE))).containsOnly("tea/long");
    }

    @Test
    void ofEachDocumentItsBestPassageIsReturned() {
        apply(replace(TEA, "1", 1, "Milk.", "Assam, a malty tea from Assam.", "Sugar."));

        assertThat(texts(search("malty assam", Mode.HYBRID, 5, new Options(true, 0, 0))))
                .containsExactly("Assam, a malty tea from Assam.");
    }

    @Test
    void neighboursComeFromTheSameDocumentInItsOrder() {
        apply(
                replace(TEA, "0", 1, "Other document before."),
                replace(TEA, "1", 1, "Zero.", "One.", "Two has cardamom.", "Three."),
                replace(TEA, "2", 1, "Other document after."));

        Hit hit = search("cardamom", anyMode(), 1, new Options(false, 5, 5)).getFirst();

        assertThat(hit.before()).extracting(Passage::text).containsExactly("Zero.", "One.");
        assertThat(hit.after()).extracting(Passage::text).containsExactly("Three.");
        assertThat(search("cardamom", anyMode(), 1, new Options(false, 1, 0))
                        .getFirst()
                        .before())
                .extracting(Passage::text)
                .containsExactly("One.");
        assertThat(search("cardamom", anyMode()).getFirst().after()).isEmpty();
    }

    @Test
    void neighboursAreThoseOfTheNewVersionAfterAReplacement() {
        apply(replace(TEA, "1", 1, "Old.", "Cardamom."));
        apply(replace(TEA, "1", 2, "New.", "Cardamom.", "Newer."));

        Hit hit = search("cardamom", anyMode(), 5, new Options(false, 3, 3)).getFirst();

        assertThat(hit.before()).extracting(Passage::text).containsExactly("New.");
        assertThat(hit.after()).extracting(Passage::text).containsExactly("Newer.");
    }

    @ParameterizedTest
    @EnumSource
    void anythingMayBeAsked(Mode mode) {
        apply(replace(TEA, "1", 1, "Assam."));

        for (String text : List.of(
                "", " ", "AND OR NOT", "\"(*?~^:[]{}\\/", "\0", "🚲", "a".repeat(1_000_000), "x y ".repeat(50_000))) {
            assertThat(search(text, mode)).hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void veryLongMetadataIsShown() {
        String longest = "long ".repeat(100_000);
        apply(replaceWith(TEA, "1", Map.of("notes", longest), "Assam."));

        assertThat(search("assam", Mode.HYBRID).getFirst().metadata().get("notes"))
                .isEqualTo(longest);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void holdsWhatAModelHoldsAfterRandomUpdates(long seed) {
        Random random = new Random(seed);
        Map<DocumentKey, DocumentUpdate> model = new HashMap<>();
        List<DocumentUpdate> delivered = new ArrayList<>();
        for (int round = 0; round < 30; round++) {
            List<DocumentUpdate> batch = new ArrayList<>();
            for (int i = 0; i < random.nextInt(8); i++) {
                batch.add(
                        random.nextInt(5) == 0 && !delivered.isEmpty()
                                ? delivered.get(random.nextInt(delivered.size()))
                                : random(random, delivered.size() + i));
            }
            index.apply(batch);
            delivered.addAll(batch);
            batch.forEach(update -> model.merge(
                    update.key(),
                    update,
                    (held, next) -> next.position().order() >= held.position().order() ? next : held));
        }
        model.values().removeIf(update -> update instanceof DocumentUpdate.Remove);

        // A removal leaves no trace, so what was removed may be brought back by a redelivery of something older.
        Set<DocumentKey> removed = new java.util.HashSet<>();
        delivered.stream()
                .filter(update -> update instanceof DocumentUpdate.Remove)
                .forEach(update -> removed.add(update.key()));
        Map<DocumentKey, IndexedDocument> held = index.find(
                delivered.stream().map(DocumentUpdate::key).distinct().toList());
        model.keySet().removeAll(removed);
        held.keySet().removeAll(removed);
        assertThat(held.keySet()).isEqualTo(model.keySet());
        model.forEach((key, update) -> {
            DocumentUpdate.Replace expected = (DocumentUpdate.Replace) update;
            assertThat(held.get(key))
                    .isEqualTo(new IndexedDocument(
                            key,
                            expected.contentHash(),
                            expected.position(),
                            expected.passages().size()));
        });
    }

    private DocumentUpdate random(Random random, int position) {
        String key = "" + random.nextInt(6);
        return random.nextInt(8) == 0
                ? new DocumentUpdate.Remove(key(TEA, "r" + key), at(position))
                : replace(
                        TEA,
                        key,
                        position,
                        IntStream.range(0, random.nextInt(4))
                                .mapToObj(n -> "Text " + n)
                                .toArray(String[]::new));
    }

    @Test
    void searchSeesADocumentWholeWhileItIsReplaced() throws Exception {
        apply(replace(TEA, "1", 0, "Version 0 harbour.", "Version 0 harbour too."));
        AtomicBoolean done = new AtomicBoolean();
        List<String> broken = Collections.synchronizedList(new ArrayList<>());
        Thread reader = Thread.ofVirtual().start(() -> {
            while (!done.get()) {
                List<String> texts = texts(search("harbour", anyMode()));
                if (texts.size() != 2
                        || !texts.get(0).substring(0, 11).equals(texts.get(1).substring(0, 11))) {
                    broken.add(texts.toString());
                }
            }
        });
        for (int version = 1; version <= 40; version++) {
            apply(replace(
                    TEA,
                    "1",
                    version,
                    "Version %02d harbour.".formatted(version),
                    "Version %02d harbour too.".formatted(version)));
        }
        done.set(true);
        reader.join();
        assertThat(broken).isEmpty();
    }

    @Test
    void documentIsReadAsItWasPutIn() {
        DocumentUpdate.Replace update = replace(TEA, "a/b|c d", 7, "Assam is malty.", "It grows low.");
        Instant before = Instant.now();
        apply(replace(TEA, "other", 1, "Darjeeling."), update);

        assertThat(index.read(update.key())).hasValueSatisfying(held -> {
            assertThat(held.key()).isEqualTo(update.key());
            assertThat(held.title()).isEqualTo(update.title());
            assertThat(held.metadata()).isEqualTo(update.metadata());
            assertThat(held.position()).isEqualTo(update.position());
            assertThat(held.indexedAt()).isBetween(before, Instant.now());
            assertThat(held.passages())
                    .containsExactlyElementsOf(update.passages().stream()
                            .map(EmbeddedPassage::passage)
                            .toList());
        });
    }

    @Test
    void documentWithoutPassagesIsReadAndListed() {
        apply(replace(TEA, "empty", 1));

        assertThat(index.read(key(TEA, "empty"))).hasValueSatisfying(held -> {
            assertThat(held.title()).isEqualTo("Title of empty");
            assertThat(held.passages()).isEmpty();
        });
        assertThat(index.list(new Listing(TEA, null, "", 10)))
                .extracting(ListedDocument::title)
                .containsExactly("Title of empty");
    }

    @Test
    void whatIsNotHeldIsNotRead() {
        assertThat(index.read(key(TEA, "1"))).isEmpty();
        apply(replace(TEA, "1", 1, "Assam."));
        apply(new DocumentUpdate.Remove(key(TEA, "1"), at(2)));

        assertThat(index.read(key(TEA, "1"))).isEmpty();
        assertThat(index.read(key(BIKES, "1"))).isEmpty();
    }

    @Test
    void documentsAreListedByKeyPageByPageEachOnce() {
        List<String> all = new ArrayList<>(
                IntStream.range(0, 25).mapToObj(number -> "key " + number).toList());
        all.forEach(key -> apply(replace(TEA, key, 1, "Assam " + key)));
        apply(replace(BIKES, "key 1", 1, "A bicycle."), replace(TEA, "key 3", 2, "Changed.", "Twice."));
        apply(new DocumentUpdate.Remove(key(TEA, "key 7"), at(2)));
        all.remove("key 7");
        Collections.sort(all);

        List<ListedDocument> listed = new ArrayList<>();
        List<ListedDocument> page = index.list(new Listing(TEA, null, "", 7));
        while (!page.isEmpty()) {
            listed.addAll(page);
            page = index.list(new Listing(TEA, page.getLast().key().key(), "", 7));
        }

        assertThat(listed).extracting(document -> document.key().key()).containsExactlyElementsOf(all);
        assertThat(listed)
                .filteredOn(document -> document.key().key().equals("key 3"))
                .extracting(ListedDocument::passages)
                .containsExactly(2);
    }

    @Test
    void listBeginsBehindAKeyThatIsNotHeld() {
        apply(replace(TEA, "a", 1, "Assam."), replace(TEA, "c", 1, "Ceylon."));

        assertThat(listed("", "b")).containsExactly("c");
        assertThat(listed("", "c")).isEmpty();
        assertThat(index.list(new Listing(new SourceId("te"), null, "", 10))).isEmpty();
    }

    @Test
    void listIsOfDocumentsWithTheWordsInAPassageOrInTheKey() {
        apply(
                replace(TEA, "1", 1, "Assam is malty.", "Darjeeling is not."),
                replace(TEA, "2", 1, "Malty loaf."),
                replace(TEA, "Malty-9", 1, "Nothing of the kind."),
                replace(BIKES, "3", 1, "A malty bicycle from Assam."));

        assertThat(listed("MALTY", null)).containsExactly("1", "2", "Malty-9");
        assertThat(listed("malty assam", null)).containsExactly("1");
        assertThat(listed("darjeeling malty", null)).as("in two passages").isEmpty();
        assertThat(listed("ty-9", null)).containsExactly("Malty-9");
        assertThat(listed("the", null)).as("a word that is not indexed").isEmpty();
    }

    private List<String> listed(String words, @Nullable String after) {
        assumeTrue(words.isBlank() || index.capabilities().contains(Capability.LIST_BY_WORDS));
        return index.list(new Listing(TEA, after, words, 10)).stream()
                .map(document -> document.key().key())
                .toList();
    }

    private boolean canSearchByWords() {
        return index.capabilities().contains(Capability.SEARCH_BY_WORDS);
    }

    /// For tests that are not about how passages are found.
    private Mode anyMode() {
        return canSearchByWords() ? Mode.KEYWORD : Mode.DENSE;
    }

    private void apply(DocumentUpdate... updates) {
        index.apply(List.of(updates));
    }

    private List<Hit> search(String text, Mode mode) {
        assumeTrue(mode != Mode.KEYWORD || canSearchByWords());
        return index.search(new SearchQuery(text, ENGINE.embedQuestion(text), mode, 10, Optional.empty()));
    }

    private List<Hit> search(String text, Mode mode, int limit, Filter filter) {
        assumeTrue(mode != Mode.KEYWORD || canSearchByWords());
        return index.search(new SearchQuery(text, ENGINE.embedQuestion(text), mode, limit, Optional.of(filter)));
    }

    private List<Hit> search(String text, Mode mode, int limit, Options options) {
        assumeTrue(mode != Mode.KEYWORD || canSearchByWords());
        return index.search(new SearchQuery(text, ENGINE.embedQuestion(text), mode, limit, Optional.empty(), options));
    }

    protected static List<String> keys(List<Hit> hits) {
        return hits.stream().map(hit -> hit.key().toString()).toList();
    }

    private static List<String> texts(List<Hit> hits) {
        return hits.stream().map(hit -> hit.passage().text()).toList();
    }

    protected static DocumentKey key(SourceId source, String key) {
        return new DocumentKey(source, key);
    }

    protected static SourcePosition at(long order) {
        return new SourcePosition(order, Instant.EPOCH.plusSeconds(order));
    }

    protected static DocumentUpdate.Replace replace(SourceId source, String key, long order, String... texts) {
        return update(source, key, order, Map.of("order", order), texts);
    }

    private static DocumentUpdate.Replace replaceWith(
            SourceId source, String key, Map<String, Object> metadata, String... texts) {
        return update(source, key, 1, metadata, texts);
    }

    private static DocumentUpdate.Replace update(
            SourceId source, String key, long order, Map<String, Object> metadata, String... texts) {
        List<EmbeddedPassage> passages = new ArrayList<>();
        List<float[]> vectors = ENGINE.embedPassages(List.of(texts));
        for (int i = 0; i < texts.length; i++) {
            Passage passage = new Passage(i, "", texts[i], Place.WHOLE.at(0, texts[i].length()));
            passages.add(new EmbeddedPassage(passage, vectors.get(i)));
        }
        String hash = "hash of " + source + "/" + key + " at " + order;
        return new DocumentUpdate.Replace(
                key(source, key), at(order), hash, "Title of " + key, new Metadata(metadata), passages);
    }
}
