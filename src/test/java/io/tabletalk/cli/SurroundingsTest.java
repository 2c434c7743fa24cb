package io.tabletalk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurroundingsTest {

    @TempDir
    Path directory;

    Path project;
    Path elsewhere;

    @BeforeEach
    void makeFolders() throws IOException {
        project = Files.createDirectory(directory.resolve("project"));
        elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    }

    @Test
    void dataLiesInTheProjectFolderWhereverTheProgramIsCalledFrom() {
        assertThat(at(Map.of()).dataDirectory(null)).isEqualTo(project.resolve("data"));
    }

    @Test
    void aGivenDataDirectoryIsRelativeToTheCaller() {
        assertThat(at(Map.of("TABLETALK_DATA_DIR", "/other")).dataDirectory(Path.of("mine")))
                .isEqualTo(elsewhere.resolve("mine"));
    }

    @Test
    void settingsComeFromTheEnvironmentThenTheWorkingDirectoryThenTheProject() throws IOException {
        Files.writeString(project.resolve(".env"), "A=project\nB=project\nC=project\nD=");
        Files.writeString(elsewhere.resolve(".env"), "A=here\nB=here");
        Surroundings surroundings = at(Map.of("A", "environment"));

        assertThat(surroundings.setting("A")).contains("environment");
        assertThat(surroundings.setting("B")).contains("here");
        assertThat(surroundings.setting("C")).contains("project");
        assertThat(surroundings.setting("D")).isEmpty();
        assertThat(surroundings.setting("E")).isEmpty();
    }

    private Surroundings at(Map<String, String> environment) {
        Map<String, String> all = new java.util.HashMap<>(environment);
        all.put("TABLETALK_HOME", project.toString());
        return new Surroundings(all, elsewhere);
    }
}
