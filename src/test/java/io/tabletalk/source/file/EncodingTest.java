package io.tabletalk.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tabletalk.source.SourceException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingTest {

    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private final Folder folder;

    EncodingTest(@TempDir Path directory) {
        folder = new Folder(directory);
    }

    @Test
    void emojiAndRightToLeftTextStayIntact() {
        folder.write("a.csv", "name,note\nשלום עולם,👩‍👩‍👧‍👦 مرحبا\n");

        assertThat(folder.read("csv", "file_path", "a.csv").texts())
                .containsExactly("name: שלום עולם\nnote: 👩‍👩‍👧‍👦 مرحبا");
    }

    @Test
    void aDeclaredEncodingIsUsed() {
        folder.write("a.csv", "name\nKäse – 5 €\n", WINDOWS);

        assertThat(folder.read("csv", "file_path", "a.csv", "encoding", "cp1252")
                        .texts())
                .containsExactly("name: Käse – 5 €");
    }

    @Test
    void aRowInAnotherEncodingIsReportedWithItsBytesAndTheOthersRead() {
        byte[] start = "name,n\nTea,1\n".getBytes(StandardCharsets.UTF_8);
        folder.write("a.csv", concat(start, "Käse,2\n".getBytes(WINDOWS), "Milk,3\n".getBytes(WINDOWS)));

        Folder.Result result = folder.read("csv", "file_path", "a.csv");

        assertThat(result.texts()).containsExactly("name: Tea", "name: Milk");
        assertThat(result.unreadable()).singleElement().satisfies(one -> {
            assertThat(one.place()).isEqualTo("a.csv line 3");
            assertThat(one.reason())
                    .isEqualTo("The bytes E4 at offset " + (start.length + 1) + " are not UTF-8 text."
                            + " Set `encoding` to the file's own, perhaps windows-1252.");
        });
    }

    @Test
    void aHeaderInAnotherEncodingIsAnErrorOfTheFile() {
        folder.write("a.csv", "größe,n\n1,2\n", WINDOWS);

        assertThatThrownBy(() -> folder.read("csv", "file_path", "a.csv"))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("line 1")
                .hasMessageContaining("not UTF-8");
    }

    @Test
    void badBytesInJsonCostTheRecordTheyAreIn() {
        folder.write("a.json", "[{\"n\": \"Tea\"},\n {\"n\": \"Käse\"},\n {\"n\": \"Milk\"}]", WINDOWS);
        folder.write("a.jsonl", "{\"n\": \"Tea\"}\n{\"n\": \"Käse\"}\n{\"n\": \"Milk\"}\n", WINDOWS);

        for (Folder.Result result : new Folder.Result[] {
            folder.read("json", "file_path", "a.json"), folder.read("jsonl", "file_path", "a.jsonl")
        }) {
            assertThat(result.texts()).containsExactly("n: Tea", "n: Milk");
            assertThat(result.unreadable()).singleElement().satisfies(one -> {
                assertThat(one.place()).endsWith(" line 2");
                assertThat(one.reason()).contains("The bytes E4", "not UTF-8");
            });
        }
    }

    @Test
    void badBytesInATextMakeThatFileUnreadable() {
        folder.write("d/a.txt", "eins\nzwei\nKäse\n", WINDOWS).write("d/b.txt", "fine");

        Folder.Result result = folder.read("folder", "file_path", "d");

        assertThat(result.keys()).containsExactly("b.txt");
        assertThat(result.unreadable()).singleElement().satisfies(one -> {
            assertThat(one.key()).isEqualTo("a.txt");
            assertThat(one.reason()).contains("line 3", "E4", "not UTF-8");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void aByteOrderMarkTellsTheEncodingAndIsNoText(String charset) {
        folder.write("a.csv", "\uFEFFname,n\nKäse 🧀,1\n", Charset.forName(charset));

        assertThat(folder.read("csv", "file_path", "a.csv").texts()).containsExactly("name: Käse 🧀");
        assertThat(folder.read("csv", "file_path", "a.csv", "encoding", "utf-8").texts())
                .as("a mark is believed more than the declaration")
                .containsExactly("name: Käse 🧀");
    }

    @Test
    void ofAFileThatIsNoTextItIsSaidWhichKindsCanBeRead() {
        folder.write("setup.exe", "MZ\0\0\u0001\0\0\0", StandardCharsets.UTF_8);

        assertThatThrownBy(() -> folder.open("file", "file_path", "setup.exe").schema())
                .hasMessageContaining("neither text nor of a kind that can be read")
                .hasMessageContaining("csv, tsv")
                .hasMessageContaining("pdf");
    }

    @Test
    void sixteenBitTextWithoutAMarkIsRecognised() {
        folder.write("a.csv", "name,n\nTea,1\n", StandardCharsets.UTF_16LE);

        assertThatThrownBy(() -> folder.read("csv", "file_path", "a.csv"))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("set `encoding` to utf-16le");
        assertThat(folder.read("csv", "file_path", "a.csv", "encoding", "utf-16le")
                        .texts())
                .containsExactly("name: Tea");
    }

    @Test
    void nulCharactersAreLeftOut() {
        folder.write("a.csv", "name,note\nT\0ea,some words are\0 here to read\n");
        folder.write("a.jsonl", "{\"n\": \"T\\u0000ea\", \"half\": \"a\\ud800b\"}\n");

        assertThat(folder.read("csv", "file_path", "a.csv").texts())
                .containsExactly("name: Tea\nnote: some words are here to read");
        assertThat(folder.read("jsonl", "file_path", "a.jsonl").texts().getFirst())
                .startsWith("n: Tea");
        assertThat(folder.read("jsonl", "file_path", "a.jsonl")
                        .documents()
                        .getFirst()
                        .metadata()
                        .get("half"))
                .isEqualTo("a\uFFFDb");
    }

    @Test
    void anUnknownEncodingIsToldWithUsualOnes() {
        folder.write("a.csv", "a\nb\n");

        assertThatThrownBy(() -> folder.read("csv", "file_path", "a.csv", "encoding", "utf-9"))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("'utf-9' is no encoding")
                .hasMessageContaining("windows-1252");
    }

    private static byte[] concat(byte[]... parts) {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
