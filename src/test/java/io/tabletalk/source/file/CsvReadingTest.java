package io.tabletalk.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tabletalk.knowledge.Document;
import io.tabletalk.knowledge.Place;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceSchema.Field;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReadingTest {

    private final Folder folder;

    CsvReadingTest(@TempDir Path directory) {
        folder = new Folder(directory);
    }

    @Test
    void aRowBecomesADocumentWithTitleTextTypedMetadataAndPlace() {
        folder.write("products.csv", """
                sku,product_name,description,price,in_stock,since,updated,zip
                A-1,Green tea,"Mild, from Uji.",4.50,true,2024-02-29,2024-03-01 10:00:00+02:00,00123
                """);

        Document document =
                folder.read("csv", "file_path", "products.csv").documents().getFirst();

        assertThat(document.key().key()).isEqualTo("products.csv#2");
        assertThat(document.title()).isEqualTo("Green tea");
        assertThat(document.text()).isEqualTo("product_name: Green tea\ndescription: Mild, from Uji.");
        assertThat(document.place()).isEqualTo(Place.row("products.csv", 2));
        assertThat(document.metadata().values())
                .containsEntry("sku", "A-1")
                .containsEntry("price", 4.5)
                .containsEntry("in_stock", true)
                .containsEntry("since", "2024-02-29")
                .containsEntry("updated", "2024-03-01T08:00:00Z")
                .containsEntry("zip", "00123");
    }

    @ParameterizedTest
    @ValueSource(chars = {',', ';', '\t', '|'})
    void theDelimiterIsFoundOut(char delimiter) {
        String content = "name;amount;note\nTea;1,5;a, b, c\nCoffee;2,5;d\n".replace(';', delimiter);
        if (delimiter == ',') {
            content = "name,amount,note\nTea,1.5,\"a; b; c\"\nCoffee,2.5,d\n";
        }
        folder.write("a.csv", content);

        assertThat(folder.schema("csv", "file_path", "a.csv").fields())
                .extracting(Field::name)
                .containsExactly("name", "amount", "note");
    }

    @Test
    void aSingleColumnNeedsNoDelimiter() {
        folder.write("industries.csv", "Industry\nAutomotive\nHealth care, public\n");

        assertThat(folder.read("csv", "file_path", "industries.csv", "delimiter", ";")
                        .texts())
                .containsExactly("Industry: Automotive", "Industry: Health care, public");
    }

    @Test
    void aDelimiterThatCannotSeparateIsRefused() {
        folder.write("a.csv", "a,b\n1,2\n");

        assertThatThrownBy(() -> folder.read("csv", "file_path", "a.csv", "delimiter", "ab"))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("'ab' cannot be the delimiter");
    }

    @Test
    void rowsOfTheWrongWidthAreReportedWithTheirLineAndTheOthersRead() {
        folder.write("a.csv", "a,b\nxx,1\ny\n\"two\nlines\",2,3\nzz,4\n");

        Folder.Result result = folder.read("csv", "file_path", "a.csv");

        assertThat(result.texts()).containsExactly("a: xx", "a: zz");
        assertThat(result.unreadable())
                .satisfiesExactly(
                        one -> {
                            assertThat(one.place()).isEqualTo("a.csv line 3");
                            assertThat(one.reason()).isEqualTo("The record has 1 value where there are 2 columns.");
                            assertThat(one.key()).isEqualTo("a.csv#3");
                            assertThat(one.excerpt()).isEqualTo("y");
                        },
                        two -> {
                            assertThat(two.place()).isEqualTo("a.csv lines 4–5");
                            assertThat(two.reason()).isEqualTo("The record has 3 values where there are 2 columns.");
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "broken,\"never closed\n",
                "broken,\"has a \" inside\"\n",
                "\"broken\"x,1\n",
                "broken,\"swallows,\n",
            })
    void aBrokenQuoteCostsOneLineOnly(String broken) {
        String before = "a,b\nfirst,\"1\"\n";
        String after = "second,2\nthird,\"3\"\nfourth,4\n\"fif\nth\",5\n";
        folder.write("a.csv", before + broken + after);

        Folder.Result result = folder.read("csv", "file_path", "a.csv");

        assertThat(result.unreadable()).singleElement().satisfies(one -> {
            assertThat(one.place()).isEqualTo("a.csv line 3");
            assertThat(one.reason()).startsWith("The quotes do not match");
            assertThat(one.excerpt()).isEqualTo(broken.strip());
        });
        assertThat(result.texts()).containsExactly("a: first", "a: second", "a: third", "a: fourth", "a: fif\nth");
        assertThat(result.keys()).containsExactly("a.csv#2", "a.csv#4", "a.csv#5", "a.csv#6", "a.csv#7");
    }

    @Test
    void aQuoteThatIsOpenAtTheEndIsReportedAndTheLinesItSwallowedAreRead() {
        folder.write("a.csv", "a,b\nfirst,1\nbroken,\"open\nsecond,2\nthird,3");

        Folder.Result result = folder.read("csv", "file_path", "a.csv");

        assertThat(result.texts()).containsExactly("a: first", "a: second", "a: third");
        assertThat(result.unreadable()).hasSize(1);
    }

    @Test
    void aValueOfAnotherThanTheDeclaredTypeIsReportedWithColumnAndValue() {
        folder.write("a.csv", "id,name,day\n1,Tea,2024-01-31\n2,Coffee,2024-02-30\nx,Milk,2024-01-01\n");

        Folder.Result result =
                folder.read("csv", "file_path", "a.csv", "types", Map.of("id", "integer", "day", "date"));

        assertThat(result.documents()).hasSize(1);
        assertThat(result.unreadable())
                .extracting(one -> one.place() + " " + one.reason())
                .containsExactly(
                        "a.csv line 3 Column 'day' holds '2024-02-30', which is no date.",
                        "a.csv line 4 Column 'id' holds 'x', which is no integer.");
    }

    @Test
    void anInferredTypeNeverRefusesAValue() {
        String rows = "1,Tea\n".repeat(300);
        folder.write("a.csv", "amount,name\n" + rows + "many,Milk\n");

        List<Document> documents = folder.read("csv", "file_path", "a.csv").documents();

        assertThat(documents).hasSize(301);
        assertThat(documents.getFirst().metadata().get("amount")).isEqualTo(1L);
        assertThat(documents.getLast().metadata().get("amount")).isEqualTo("many");
    }

    @Test
    void skippedLinesAndMaximumRowsAreKept() {
        folder.write("a.csv", "Report of 2024\nmade by, nobody\na,b\n1,one\n2,two\n3,three\n");

        Folder.Result result = folder.read("csv", "file_path", "a.csv", "skip_rows", 2, "max_rows", 2);

        assertThat(result.texts()).containsExactly("b: one", "b: two");
        assertThat(result.keys()).containsExactly("a.csv#4", "a.csv#5");
    }

    @Test
    void blankRowsAreNoDocumentsButCount() {
        folder.write("a.csv", "a,b\n\nx,y\n,\n  \nz,z\n");

        assertThat(folder.read("csv", "file_path", "a.csv").keys()).containsExactly("a.csv#3", "a.csv#6");
    }

    @Test
    void withoutAHeaderTheColumnsAreNumbered() {
        folder.write("a.csv", "tea,3\ncoffee,4\n");

        Folder.Result result = folder.read("csv", "file_path", "a.csv", "has_header", false);

        assertThat(result.texts()).containsExactly("column_1: tea", "column_1: coffee");
        assertThat(result.keys()).containsExactly("a.csv#1", "a.csv#2");
    }

    @Test
    void columnsOfTheSameOrNoNameAreKeptApart() {
        folder.write("a.csv", "name,name,,Name\na,b,c,d\n");

        assertThat(folder.schema("csv", "file_path", "a.csv").fields())
                .extracting(Field::name)
                .containsExactly("name", "name_2", "column_3", "Name_3");
    }

    @Test
    void chosenColumnsAreReadInTheirOrderAndNoOthers() {
        folder.write("a.csv", "id,title,body,secret,n\n1,T,B,S,5\n");

        Document document = folder.read(
                        "csv",
                        "file_path",
                        "a.csv",
                        "columns_or_fields",
                        List.of("id", "title", "body", "n"),
                        "text_fields",
                        List.of("body", "title"))
                .documents()
                .getFirst();

        assertThat(document.text()).isEqualTo("body: B\ntitle: T");
        assertThat(document.metadata().values()).containsOnlyKeys("id", "n");
    }

    @Test
    void whenNoColumnHoldsWordsAllAreText() {
        folder.write("a.csv", "x,y\n1,2.5\n");

        assertThat(folder.read("csv", "file_path", "a.csv").texts()).containsExactly("x: 1\ny: 2.5");
    }

    @Test
    void aDefaultStandsForABlankValueAndIsTypedAsOne() {
        folder.write("a.csv", "name,country,amount\nTea,,\nMilk,NL,2\n");

        Document tea = folder.read("csv", "file_path", "a.csv", "defaults", Map.of("country", "DE", "amount", "0"))
                .documents()
                .getFirst();

        assertThat(tea.text()).contains("country: DE");
        assertThat(tea.metadata().get("amount")).isEqualTo(0L);
    }

    @Test
    void aColumnThatIsNotThereIsToldWithThoseThatAre() {
        folder.write("a.csv", "id,title\n1,T\n");

        assertThatThrownBy(() -> folder.read("csv", "file_path", "a.csv", "text_columns", List.of("body")))
                .isInstanceOf(SourceException.class)
                .hasMessage("'a.csv' has no column 'body'. It has 'id', 'title'.");
    }

    @Test
    void firstAndLastNameMakeTheTitle() {
        folder.write("people.csv", "First Name,Last Name,company_name\nAda,Lovelace,none\n");

        assertThat(folder.read("csv", "file_path", "people.csv")
                        .documents()
                        .getFirst()
                        .title())
                .isEqualTo("Ada Lovelace");
    }

    @Test
    void withoutATitleColumnFileAndRowMakeTheTitle() {
        folder.write("a.csv", "note\nhello there\n");

        assertThat(folder.read("csv", "file_path", "a.csv")
                        .documents()
                        .getFirst()
                        .title())
                .isEqualTo("a.csv row 2");
    }

    @Test
    void aHeaderWithoutRowsHasNoDocuments() {
        folder.write("a.csv", "a,b\n");

        assertThat(folder.read("csv", "file_path", "a.csv").records()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\uFEFF", "\n\n  \n"})
    void anEmptyFileIsToldSo(String content) {
        folder.write("a.csv", content);

        assertThatThrownBy(() -> folder.read("csv", "file_path", "a.csv"))
                .isInstanceOf(SourceException.class)
                .hasMessage("'a.csv' is empty.");
    }

    @Test
    void lineEndsOfAllSystemsAreUnderstood() {
        folder.write("a.csv", "a,b\rone,1\rtwo,2");
        folder.write("b.csv", "a,b\r\none,\"1\r\n1\"\r\ntwo,2\r\n");

        assertThat(folder.read("csv", "file_path", "a.csv").texts()).containsExactly("a: one", "a: two");
        assertThat(folder.read("csv", "file_path", "b.csv").texts()).hasSize(2);
    }

    @Test
    void aRowWithoutItsKeyIsReported() {
        folder.write("a.csv", "id,name\n1,Tea\n,Coffee\n3,Milk\n");

        Folder.Result result = folder.read("csv", "file_path", "a.csv", "key_columns", List.of("id"));

        assertThat(result.keys()).containsExactly("1", "3");
        assertThat(result.unreadable()).singleElement().satisfies(one -> {
            assertThat(one.key()).isNull();
            assertThat(one.reason()).isEqualTo("Key column 'id' is empty.");
            assertThat(one.place()).isEqualTo("a.csv line 3");
        });
    }
}
