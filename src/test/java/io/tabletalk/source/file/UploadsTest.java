package io.tabletalk.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tabletalk.source.SourceException;
import io.tabletalk.state.DataDirectory;
import io.tabletalk.web.ApiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploadsTest {

    @TempDir
    Path data;

    @ParameterizedTest
    @CsvSource({
        "orders.csv, orders.csv",
        "C:\\Users\\me\\My orders (1).csv, My orders (1).csv",
        "/tmp/заказы 订单.csv, заказы 订单.csv",
        "../../orders.csv, orders.csv",
    })
    void theLastPartOfTheClientsPathIsTheName(String given, String name) {
        assertThat(Uploads.safeName(given)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", ".env", "..", "a\0b.csv", "a\nb.csv", "a:b", "x/", "a|b", "end.", " lead.csv"})
    void anUnsafeNameIsRefusedAndNotChanged(String given) {
        assertThatThrownBy(() -> Uploads.safeName(given)).isInstanceOf(SourceException.class);
    }

    @Test
    void aTooLongNameIsRefused() {
        assertThatThrownBy(() -> Uploads.safeName("ä".repeat(101))).isInstanceOf(SourceException.class);
    }

    @Test
    void aFileFromTheSamePlaceIsReplaced() throws IOException {
        Uploads uploads = new Uploads(new DataDirectory(data));

        String first = uploads.keep(received(uploads, "one"), "a.csv", "/home/ada/a.csv", false);
        String second = uploads.keep(received(uploads, "two"), "a.csv", "/home/ada/a.csv", false);

        assertThat(first).isEqualTo(second).isEqualTo("uploads/a.csv");
        assertThat(data.resolve(second)).hasContent("two");
        assertThat(uploads.incoming()).isEmptyDirectory();
    }

    @Test
    void anotherFileOfTheSameNameIsRefusedWithThePlaceOfTheFirst() throws IOException {
        Uploads uploads = new Uploads(new DataDirectory(data));
        uploads.keep(received(uploads, "one"), "a.csv", "/home/ada/a.csv", false);
        Uploads restarted = new Uploads(new DataDirectory(data));
        Path other = received(restarted, "two");

        assertThatThrownBy(() -> restarted.keep(other, "a.csv", "/tmp/a.csv", false))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo("file_exists"))
                .hasMessageContaining("'a.csv' already, which came from /home/ada/a.csv. Rename this one")
                .hasMessageContaining("--replace");
        assertThatThrownBy(() -> restarted.keep(other, "a.csv", null, false)).isInstanceOf(ApiException.class);
        assertThat(data.resolve("uploads/a.csv")).hasContent("one");
    }

    @Test
    void aFileIsReplacedByAnotherOnRequestAndThenComesFromThere() throws IOException {
        Uploads uploads = new Uploads(new DataDirectory(data));
        uploads.keep(received(uploads, "one"), "a.csv", "/home/ada/a.csv", false);

        uploads.keep(received(uploads, "two"), "a.csv", "/tmp/a.csv", true);
        uploads.keep(received(uploads, "three"), "a.csv", "/tmp/a.csv", false);

        assertThat(data.resolve("uploads/a.csv")).hasContent("three");
        uploads.keep(received(uploads, "four"), "a.csv", null, true);
        Path five = received(uploads, "five");
        assertThatThrownBy(() -> uploads.keep(five, "a.csv", "/tmp/a.csv", false))
                .as("nobody knows where the fourth came from")
                .isInstanceOf(ApiException.class);
    }

    @Test
    void theSameContentIsNoOtherFile() throws IOException {
        Uploads uploads = new Uploads(new DataDirectory(data));
        uploads.keep(received(uploads, "one"), "a.csv", null, false);

        assertThat(uploads.keep(received(uploads, "one"), "a.csv", "/tmp/a.csv", false))
                .isEqualTo("uploads/a.csv");
        uploads.keep(received(uploads, "two"), "a.csv", "/tmp/a.csv", false);

        assertThat(data.resolve("uploads/a.csv")).hasContent("two");
    }

    @Test
    void whatAKilledProcessLeftIsRemoved() throws IOException {
        received(new Uploads(new DataDirectory(data)), "half");

        assertThat(new Uploads(new DataDirectory(data)).incoming()).isEmptyDirectory();
    }

    private static Path received(Uploads uploads, String content) throws IOException {
        return Files.writeString(Files.createTempFile(uploads.incoming(), "", ".part"), content);
    }
}
