package io.tabletalk.source.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tabletalk.knowledge.Document;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.Source;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

/// The sample data as it ships: its tables fit together, and it answers what it suggests to ask.
class DemoDataTest {

    private static final DemoFiles FILES = new DemoFiles(new ClassPathResource("demo/"));
    private static final List<Map<String, String>> BICYCLES = FILES.rows("bicycles.csv");
    private static final List<Map<String, String>> MEMBERS = FILES.rows("members.csv");
    private static final List<Map<String, String>> REPAIRS = FILES.rows("repairs.csv");

    @Test
    void repairsNameBicyclesAndMembersThatExist() {
        assertThat(names(BICYCLES)).containsAll(column(REPAIRS, "bicycle"));
        assertThat(names(MEMBERS)).containsAll(column(REPAIRS, "reported_by")).containsAll(column(REPAIRS, "mechanic"));
    }

    @Test
    void repairsHappenAtTheStationOfTheBicycleAfterItWasBought() {
        Map<String, Map<String, String>> byName =
                BICYCLES.stream().collect(Collectors.toMap(row -> value(row, "name"), Function.identity()));

        assertThat(REPAIRS).allSatisfy(repair -> {
            Map<String, String> bicycle = byName.getOrDefault(value(repair, "bicycle"), Map.of());
            assertThat(value(repair, "station")).isEqualTo(value(bicycle, "station"));
            assertThat(value(repair, "opened_on")).isGreaterThan(value(bicycle, "purchased_on"));
            assertThat(repair.getOrDefault("closed_on", "9999")).isGreaterThanOrEqualTo(value(repair, "opened_on"));
        });
    }

    @Test
    void bicyclesInRepairAreThoseWithAnOpenRepair() {
        Set<String> open = REPAIRS.stream()
                .filter(repair -> !repair.containsKey("closed_on"))
                .map(repair -> value(repair, "bicycle"))
                .collect(Collectors.toSet());

        assertThat(BICYCLES.stream()
                        .filter(bicycle -> value(bicycle, "status").equals("in repair"))
                        .map(bicycle -> value(bicycle, "name")))
                .containsExactlyInAnyOrderElementsOf(open);
    }

    @Test
    void everyPaperIsListed() throws IOException {
        try (Stream<Path> papers =
                Files.list(new ClassPathResource("demo/documents").getFile().toPath())) {
            assertThat(papers.map(paper -> paper.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(DemoPart.PAPERS);
        }
    }

    @Test
    void allPartsAreReadByDefaultAndOneWhenNamed() {
        assertThat(documents(null)).hasSize(BICYCLES.size() + MEMBERS.size() + REPAIRS.size() + DemoPart.PAPERS.size());
        assertThat(documents("members")).hasSize(MEMBERS.size());
    }

    @Test
    void rowIsTypedAndReadable() {
        Document mistral = documents("bicycles").stream()
                .filter(document -> document.key().key().equals("bicycles/NB-012"))
                .findFirst()
                .orElseThrow();

        assertThat(mistral.title()).isEqualTo("Bicycle Mistral");
        assertThat(mistral.text()).contains("day_rate_eur: 32\n", "do not update to 3.9");
        assertThat(mistral.metadata().values())
                .containsEntry("table", "bicycles")
                .containsEntry("day_rate_eur", 32L)
                .doesNotContainKey("notes");
        assertThat(mistral.place().row()).isEqualTo(13L);
    }

    @Test
    void unknownTableIsRefusedWithTheValidOnes() {
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> documents("unicorns"))
                .withMessage("The sample data has no table 'unicorns'. It has bicycles, members, repairs, documents.");
    }

    @Test
    void suggestsThreeQuestionsThatTheDataAnswers() {
        assertThat(new DemoController().questions().questions())
                .hasSize(3)
                .allMatch(question -> question.endsWith("?"))
                .doesNotHaveDuplicates();
        assertThat(texts())
                .contains("do not update to 3.9 because the walk-assist mode stops working")
                .contains("each started day costs 5 euros")
                .contains("The rack was closed with its chain, but the chain had been cut.")
                .contains("All seven stations have had 13 mm chains since 21 February 2025.");
    }

    private static String texts() {
        return documents(null).stream().map(Document::text).collect(Collectors.joining("\n"));
    }

    private static List<Document> documents(@Nullable String table) {
        try (Source source = new DemoSourceFactory().open(new SourceId("demo"), new DemoSettings(table))) {
            return source.plan().stream()
                    .flatMap(source::read)
                    .map(record -> ((SourceRecord.Readable) record).document())
                    .toList();
        }
    }

    private static List<String> names(List<Map<String, String>> rows) {
        return column(rows, "name");
    }

    private static List<String> column(List<Map<String, String>> rows, String column) {
        return rows.stream().map(row -> value(row, column)).toList();
    }

    private static String value(Map<String, String> row, String column) {
        return row.getOrDefault(column, "missing " + column);
    }
}
