package io.tabletalk.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tabletalk.health.Health;
import io.tabletalk.knowledge.Document;
import io.tabletalk.knowledge.SourceId;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/// What every kind of source promises, whatever it reads. A kind runs it by preparing a small data set (in
/// `@BeforeEach`) and saying what must come out.
///
/// @param <C> the kind's settings
public abstract class SourceContractTest<C> {

    /// The id under which the tests open the source.
    protected static final SourceId ID = new SourceId("under-test");

    private static final JsonMapper SETTINGS_MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /// The kind under test.
    protected abstract SourceFactory<C> factory();

    /// Settings that read the data set, as they come from JSON.
    protected abstract Map<String, Object> settings();

    /// Settings of the right form for something that is not there: no such file, no such table, nobody listening.
    protected abstract Map<String, Object> settingsOfMissing();

    /// The keys of all documents that can be read. At least three.
    protected abstract Set<String> expectedKeys();

    /// Names of fields that the schema must list.
    protected abstract List<String> expectedFields();

    /// Names of the fields that make the key, in order; empty when the source has none.
    protected abstract List<String> expectedKeyFields();

    /// Changes the searchable text of one document where it is stored, and returns its key.
    protected abstract String editOneDocument();

    /// How many connections or files this source holds open right now, counted from the outside where that can be done.
    protected abstract int openResources();

    /// How many records of the data set cannot be understood. Zero for a kind whose other side guarantees the form.
    protected int expectedUnreadable() {
        return 0;
    }

    /// Texts that must never show: the passwords in [#settings].
    protected List<String> secrets() {
        return List.of();
    }

    @Test
    void everyDocumentIsReadExactlyOnceOverAllSplits() {
        try (Source source = open()) {
            assertThat(documents(source).map(document -> document.key().key()))
                    .containsExactlyInAnyOrderElementsOf(expectedKeys());
        }
    }

    @Test
    void everyDocumentBelongsToTheSourceItWasReadFrom() {
        try (Source source = open()) {
            assertThat(documents(source))
                    .allSatisfy(document -> assertThat(document.key().source()).isEqualTo(ID));
        }
    }

    @Test
    void splitsAreNumberedFromZeroWithoutGaps() {
        try (Source source = open()) {
            List<Integer> numbers =
                    source.plan().stream().map(Split::number).sorted().toList();
            assertThat(numbers)
                    .isEqualTo(
                            Stream.iterate(0, n -> n + 1).limit(numbers.size()).toList());
        }
    }

    @Test
    void aSplitReadAgainGivesTheSameRecordsInTheSameOrder() {
        try (Source source = open()) {
            for (Split split : source.plan()) {
                assertThat(read(source, split)).isEqualTo(read(source, split));
            }
        }
    }

    @Test
    void aSplitPlannedBeforeARestartCanStillBeRead() {
        List<Split> planned;
        try (Source before = open()) {
            planned = before.plan();
        }
        try (Source after = open()) {
            assertThat(planned.stream()
                            .flatMap(split -> read(after, split).stream())
                            .flatMap(SourceContractTest::document)
                            .map(document -> document.key().key()))
                    .containsExactlyInAnyOrderElementsOf(expectedKeys());
        }
    }

    @Test
    void keysAndHashesAreTheSameWhenOpenedAgain() {
        Map<String, String> first = hashes();
        assertThat(hashes()).isEqualTo(first);
    }

    @Test
    void anEditedDocumentKeepsItsKeyAndChangesItsHashAndNoOther() {
        Map<String, String> before = hashes();
        String edited = editOneDocument();
        Map<String, String> after = hashes();

        assertThat(after.keySet()).isEqualTo(before.keySet());
        assertThat(after.get(edited)).isNotEqualTo(before.get(edited));
        Map<String, String> othersBefore = new HashMap<>(before);
        Map<String, String> othersAfter = new HashMap<>(after);
        othersBefore.remove(edited);
        othersAfter.remove(edited);
        assertThat(othersAfter).isEqualTo(othersBefore);
    }

    @Test
    void theSchemaNamesFieldsAndKeys() {
        try (Source source = open()) {
            SourceSchema schema = source.schema();
            assertThat(schema.fields())
                    .extracting(SourceSchema.Field::name)
                    .containsAll(expectedFields())
                    .doesNotHaveDuplicates();
            assertThat(schema.fields())
                    .extracting(SourceSchema.Field::type)
                    .allSatisfy(type -> assertThat(type).isNotBlank());
            assertThat(schema.keyFields()).isEqualTo(expectedKeyFields());
            assertThat(schema.samples()).isNotEmpty();
            assertThat(schema.samples().getFirst().keySet()).containsAll(expectedFields());
        }
    }

    @Test
    void somethingInEveryDocumentCanBeSearched() {
        try (Source source = open()) {
            assertThat(documents(source))
                    .allSatisfy(document -> assertThat(document.text()).isNotBlank());
        }
    }

    @Test
    void whatCannotBeUnderstoodIsReportedAndStopsNothing() {
        assumeThat(expectedUnreadable())
                .as("records this kind of source cannot understand")
                .isPositive();
        try (Source source = open()) {
            List<SourceRecord> records = source.plan().stream()
                    .flatMap(split -> read(source, split).stream())
                    .toList();
            assertThat(records)
                    .filteredOn(SourceRecord.Unreadable.class::isInstance)
                    .hasSize(expectedUnreadable())
                    .allSatisfy(unreadable -> {
                        assertThat(((SourceRecord.Unreadable) unreadable).place())
                                .isNotBlank();
                        assertThat(((SourceRecord.Unreadable) unreadable).reason())
                                .isNotBlank();
                    });
            assertThat(records)
                    .filteredOn(SourceRecord.Readable.class::isInstance)
                    .hasSize(expectedKeys().size());
        }
    }

    @Test
    void readingToTheEndAndClosingFreesEverything() {
        Source source = open();
        assertThat(documents(source)).isNotEmpty();
        source.schema();
        source.check();
        source.close();
        assertThat(openResources()).isZero();
    }

    @Test
    void closingAStreamInTheMiddleFreesWhatItHeld() {
        try (Source source = open()) {
            for (Split split : source.plan()) {
                try (Stream<SourceRecord> records = source.read(split)) {
                    Iterator<SourceRecord> iterator = records.iterator();
                    assertThat(iterator.hasNext()).isTrue();
                    iterator.next();
                }
            }
        }
        assertThat(openResources()).isZero();
    }

    @Test
    void readingAfterClosingFails() {
        Source source = open();
        List<Split> splits = source.plan();
        source.close();
        assertThatThrownBy(() -> read(source, splits.getFirst())).isInstanceOf(RuntimeException.class);
    }

    @Test
    void closingTwiceDoesNoHarm() {
        Source source = open();
        source.close();
        assertThatCode(source::close).doesNotThrowAnyException();
    }

    @Test
    void aHealthySourceSaysSo() {
        try (Source source = open()) {
            assertThat(source.check().state()).isEqualTo(Health.State.UP);
        }
    }

    @Test
    void whatIsMissingIsToldInOneSentenceAndNotByAnythingButASourceException() {
        C settings = parse(settingsOfMissing());
        assertThatThrownBy(() -> {
                    try (Source source = factory().open(ID, settings)) {
                        Health health = source.check(); // never throws
                        assertThat(health.state()).isEqualTo(Health.State.DOWN);
                        assertThat(health.message()).isNotBlank();
                        source.plan().forEach(split -> read(source, split));
                    }
                })
                .isInstanceOfSatisfying(
                        SourceException.class,
                        failure -> assertThat(failure.getMessage()).isNotBlank().doesNotContain("Exception"));
    }

    @Test
    void anUnknownSettingIsRefused() {
        Map<String, Object> wrong = new HashMap<>(settings());
        wrong.put("no_such_setting", "x");
        assertThatThrownBy(() -> parse(wrong))
                .isInstanceOf(JacksonException.class)
                .hasMessageContaining("no_such_setting");
    }

    @Test
    void theDefaultNameIsAlwaysTheSame() {
        C settings = parse(settings());
        assertThat(factory().defaultId(settings)).isEqualTo(factory().defaultId(parse(settings())));
    }

    @Test
    void noSecretShowsAnywhere() {
        assumeThat(secrets()).as("secrets in the settings").isNotEmpty();
        C settings = parse(settings());
        assertThat(List.of(
                        settings.toString(),
                        SETTINGS_MAPPER.writeValueAsString(settings),
                        factory().defaultId(settings).value()))
                .allSatisfy(text -> assertThat(text).doesNotContain(secrets()));
        try (Source source = open()) {
            assertThat(source.check().message()).doesNotContain(secrets());
            assertThat(source.plan().toString()).doesNotContain(secrets());
        }
        assertThatThrownBy(() -> {
                    try (Source missing = factory().open(ID, parse(settingsOfMissing()))) {
                        assertThat(missing.check().message()).doesNotContain(secrets());
                        missing.plan().forEach(split -> read(missing, split));
                    }
                })
                .satisfies(failure -> {
                    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                        assertThat(cause.toString()).doesNotContain(secrets());
                    }
                });
    }

    /// Opens the source on the data set.
    protected final Source open() {
        return factory().open(ID, parse(settings()));
    }

    /// Reads settings as the server does: snake_case, unknown fields refused.
    protected final C parse(Map<String, Object> settings) {
        return SETTINGS_MAPPER.convertValue(settings, factory().settingsType());
    }

    /// Everything in a split, with its stream closed.
    protected static List<SourceRecord> read(Source source, Split split) {
        try (Stream<SourceRecord> records = source.read(split)) {
            return records.toList();
        }
    }

    /// All documents of all splits.
    protected static Stream<Document> documents(Source source) {
        return source.plan().stream()
                .flatMap(split -> read(source, split).stream())
                .flatMap(SourceContractTest::document);
    }

    private static Stream<Document> document(SourceRecord sourceRecord) {
        return sourceRecord instanceof SourceRecord.Readable readable ? Stream.of(readable.document()) : Stream.empty();
    }

    private Map<String, String> hashes() {
        try (Source source = open()) {
            return documents(source).collect(Collectors.toMap(d -> d.key().key(), Document::contentHash));
        }
    }
}
