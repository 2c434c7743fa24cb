package io.tabletalk.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tabletalk.knowledge.Document;
import io.tabletalk.knowledge.Place;
import io.tabletalk.source.SourceException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReadingTest {

    private final Folder folder;

    JsonReadingTest(@TempDir Path directory) {
        folder = new Folder(directory);
    }

    @Test
    void nestedFieldsAreNamedByTheirPathAndKeepTheirTypes() {
        folder.write("a.json", """
                [{"title": "Tea", "maker": {"city": "Uji", "staff": 12}, "organic": true, "price": 4.50,
                  "tags": ["green", "mild"], "reviews": [{"by": "Ada"}, {"by": "Bob"}], "none": null,
                  "day": "2024-02-29", "code": "007", "huge": 123456789012345678901234567890}]
                """);

        Document document =
                folder.read("json", "file_path", "a.json").documents().getFirst();

        assertThat(document.title()).isEqualTo("Tea");
        assertThat(document.text()).isEqualTo("title: Tea\nmaker.city: Uji\ntags: green, mild\nreviews.by: Ada, Bob");
        assertThat(document.place()).isEqualTo(Place.row("a.json", 1));
        assertThat(document.metadata().values())
                .containsEntry("maker.staff", 12L)
                .containsEntry("organic", true)
                .containsEntry("price", 4.5)
                .containsEntry("tags", List.of("green", "mild"))
                .containsEntry("day", "2024-02-29")
                .containsEntry("code", "007")
                .containsEntry("huge", "123456789012345678901234567890")
                .doesNotContainKey("none");
    }

    @Test
    void oneObjectIsOneRecordAndObjectsInARowAreMany() {
        folder.write("one.json", "{\"name\": \"Tea\"}");
        folder.write("many.json", "{\"name\": \"Tea\"}\n{\"name\": \"Coffee\"} {\"name\": \"Milk\"}");

        assertThat(folder.read("json", "file_path", "one.json").texts()).containsExactly("name: Tea");
        assertThat(folder.read("json", "file_path", "many.json").keys())
                .containsExactly("many.json#1", "many.json#2", "many.json#3");
    }

    @ParameterizedTest
    @CsvSource({
        "/data/1/items, Deep",
        "/a~1b, Slash",
        "/single, Single",
    })
    void aPointerLeadsToTheRecords(String pointer, String name) {
        folder.write("a.json", """
                {"skip": [[{"items": 1}]], "data": [0, {"items": [{"name": "Deep"}]}],
                 "a/b": [{"name": "Slash"}], "single": {"name": "Single"}}
                """);

        assertThat(folder.read("json", "file_path", "a.json", "records", pointer)
                        .texts())
                .containsExactly("name: " + name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "/none; nothing at /none",
                "/data/7; nothing at /data/7",
                "/text; not a text",
                "no pointer; no JSON pointer",
            })
    void aPointerThatLeadsNowhereIsToldSo(String pointer, String message) {
        folder.write("a.json", "{\"data\": [{\"x\": 1}], \"text\": \"abc\"}");

        assertThatThrownBy(() -> folder.read("json", "file_path", "a.json", "records", pointer))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 300})
    void aSyntaxErrorEndsTheFileAtItsLineAfterTheRecordsBefore(int before) {
        String good = "{\"name\": \"Tea\"},\n".repeat(before);
        folder.write("a.json", "[" + good + "{\"name\": oops},\n{\"name\": \"Milk\"}]");

        Folder.Result result = folder.read("json", "file_path", "a.json");

        assertThat(result.documents()).hasSize(before);
        assertThat(result.unreadable()).singleElement().satisfies(rest -> {
            assertThat(rest.key())
                    .as("any document of the file may stand there: none is removed")
                    .isNull();
            assertThat(rest.place()).isEqualTo("a.json line " + (before + 1));
            assertThat(rest.reason())
                    .contains("no valid JSON at line " + (before + 1) + ",", "and cannot be read from there on:");
        });
    }

    @Test
    void aCutOffFileIsReadUpToWhereItEnds() {
        folder.write("a.json", "[{\"name\": \"Tea\"}, {\"name\": ");

        Folder.Result result = folder.read("json", "file_path", "a.json");

        assertThat(result.texts()).containsExactly("name: Tea");
        assertThat(result.unreadable())
                .singleElement()
                .satisfies(rest -> assertThat(rest.reason())
                        .startsWith("'a.json' is no valid JSON at line 1, column 28, and cannot be read from there on:")
                        .doesNotContain("Source"));
    }

    @Test
    void whatFollowsTheArrayIsTheRestToo() {
        folder.write("a.json", "[{\"name\": \"Tea\"}]\n[{\"name\": \"Milk\"}]");

        Folder.Result result = folder.read("json", "file_path", "a.json");

        assertThat(result.texts()).containsExactly("name: Tea");
        assertThat(result.unreadable())
                .singleElement()
                .satisfies(rest -> assertThat(rest.reason()).contains("line 2", "two files in one"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[oops", "{\"name\": ", "[{\"name\": oops}, {\"name\": \"Milk\"}]", "[] []"})
    void aFileWithoutAnyRecordBeforeTheFaultIsRefused(String content) {
        folder.write("a.json", content);

        assertThatThrownBy(() -> folder.read("json", "file_path", "a.json"))
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.kind()).isEqualTo(SourceException.Kind.INVALID));
    }

    @Test
    void aBadLineOfJsonLinesIsReportedAndTheOthersRead() {
        folder.write("a.jsonl", "{\"n\": \"Tea\"}\n{\"n\": \"Cof\n\n[1]\n{\"n\": \"x\"} {}\n{}\n{\"n\": \"Milk\"}");

        Folder.Result result = folder.read("jsonl", "file_path", "a.jsonl");

        assertThat(result.keys()).containsExactly("a.jsonl#1", "a.jsonl#7");
        assertThat(result.unreadable())
                .extracting(one -> one.place() + ": " + one.reason())
                .satisfiesExactly(
                        one -> assertThat(one).startsWith("a.jsonl line 2: No valid JSON at column"),
                        two -> assertThat(two)
                                .isEqualTo("a.jsonl line 4: The line holds an array where an object is needed."),
                        three -> assertThat(three)
                                .isEqualTo("a.jsonl line 5: The line goes on after the end of its object."),
                        four -> assertThat(four).isEqualTo("a.jsonl line 6: The object is empty."));
    }

    @Test
    void aValueOfAnotherThanTheDeclaredTypeIsReported() {
        folder.write(
                "a.jsonl",
                "{\"n\": \"Tea\", \"p\": 3}\n{\"n\": \"Milk\", \"p\": \"3.5\"}\n{\"n\": \"x\", \"p\": true}\n");

        Folder.Result result = folder.read("jsonl", "file_path", "a.jsonl", "types", Map.of("p", "number"));

        assertThat(result.documents())
                .extracting(one -> one.metadata().get("p"))
                .containsExactly(3L, 3.5);
        assertThat(result.unreadable())
                .singleElement()
                .satisfies(one -> assertThat(one.reason()).isEqualTo("Column 'p' holds 'true', which is no number."));
    }

    @Test
    void aFieldThatFirstOccursLateIsNotLost() {
        folder.write(
                "a.jsonl",
                "{\"n\": \"Tea\"}\n".repeat(250) + "{\"n\": \"Milk\", \"late\": \"arrived here\", \"x\": 1}\n");

        Document last = folder.read("jsonl", "file_path", "a.jsonl").documents().getLast();

        assertThat(last.text()).isEqualTo("n: Milk\nlate: arrived here");
        assertThat(last.metadata().get("x")).isEqualTo(1L);
    }

    @Test
    void aTenMegabyteStringIsRead() {
        String text = "word ".repeat(2 * 1024 * 1024).strip();
        folder.write("a.jsonl", "{\"t\": \"" + text + "\"}\n")
                .write("a.csv", "t,n\n\"" + text + "\",1\nmore words,2\n");

        assertThat(folder.read("jsonl", "file_path", "a.jsonl").texts()).containsExactly("t: " + text);
        assertThat(folder.read("csv", "file_path", "a.csv").texts()).containsExactly("t: " + text, "t: more words");
    }

    @Test
    void aNumberStaysANumberBesideTexts() {
        folder.write("a.jsonl", "{\"n\": \"Tea\", \"rating\": 5}\n{\"n\": \"Milk\", \"rating\": \"not yet rated\"}\n");

        assertThat(folder.read("jsonl", "file_path", "a.jsonl").documents())
                .extracting(one -> one.metadata().get("rating"))
                .containsExactly(5L, "not yet rated");
    }

    @Test
    void anEmptyArrayHasNoDocuments() {
        folder.write("a.json", "[]");

        assertThat(folder.read("json", "file_path", "a.json").records()).isEmpty();
    }
}
