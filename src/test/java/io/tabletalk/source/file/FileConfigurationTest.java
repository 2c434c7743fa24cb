package io.tabletalk.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tabletalk.source.SourceFactory;
import io.tabletalk.state.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

class FileConfigurationTest {

    @TempDir
    Path directory;

    @Test
    void rootsAreReadableAndABlankOneIsNone() throws IOException {
        Files.writeString(Files.createDirectories(directory.resolve("extra")).resolve("a.csv"), "a\n");

        AllowedPaths allowed = allowed(List.of("", directory.resolve("extra").toString()));

        assertThat(allowed.resolve("a.csv")).isEqualTo(directory.toRealPath().resolve("extra/a.csv"));
    }

    @Test
    void aRootThatIsNoFolderIsToldAtStart() {
        assertThatThrownBy(() -> allowed(List.of(directory.resolve("none").toString())))
                .hasMessageContaining("tabletalk.files.roots")
                .hasMessageContaining("none");
    }

    @ParameterizedTest
    @CsvSource({
        "orders.csv,            orders.csv",
        "./sub/../orders.csv,   orders.csv",
        "uploads/orders.csv,    uploads-orders.csv",
        "Orders 2024.csv,       orders-2024.csv-a48d06d3",
        "/srv/data/orders.csv,  srv-data-orders.csv",
    })
    void aSourceIsNamedAfterItsPath(String path, String name) throws IOException {
        SourceFactory<CsvSettings> factory = new FileConfiguration().csvSources(allowed(List.of()));

        assertThat(factory.defaultId(CsvSettings.of(path, null)).value()).isEqualTo(name);
    }

    @Test
    void differentPathsThatLookAlikeHaveDifferentNames() throws IOException {
        SourceFactory<CsvSettings> factory = new FileConfiguration().csvSources(allowed(List.of()));
        String deep = "very-long-folder-name/".repeat(5);

        assertThat(List.of("a b.csv", "a-b.csv", "a_b.csv", "a(b.csv", deep + "one.csv", deep + "two.csv"))
                .extracting(path -> factory.defaultId(CsvSettings.of(path, null)))
                .doesNotHaveDuplicates();
    }

    private AllowedPaths allowed(List<String> roots) {
        return new FileConfiguration()
                .allowedPaths(
                        new DataDirectory(directory.resolve("data")),
                        new FilesSettings(
                                roots,
                                DataSize.ofMegabytes(500),
                                new FilesSettings.Watch(
                                        Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(5))));
    }
}
