package io.tabletalk.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tabletalk.source.SourceException;
import io.tabletalk.state.DataDirectory;
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
    void aFileOfTheSameNameIsReplaced() throws IOException {
        Uploads uploads = new Uploads(new DataDirectory(data));

        String first = uploads.keep(received(uploads, "one"), "a.csv");
        String second = uploads.keep(received(uploads, "two"), "a.csv");

        assertThat(first).isEqualTo(second).isEqualTo("uploads/a.csv");
        assertThat(data.resolve(second)).hasContent("two");
        assertThat(uploads.incoming()).isEmptyDirectory();
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
