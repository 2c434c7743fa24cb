package io.tabletalk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RebuildIndexCommandTest {

    @TempDir
    Path directory;

    @Test
    void theHelpSaysWhatItDoes() {
        assertThat(CommandRun.in(directory).run("rebuild-index", "--help").out())
                .contains("Usage: tabletalk rebuild-index", "./tabletalk rebuild-index");
        assertThat(CommandRun.in(directory).run("--help").out())
                .contains("Builds the index anew from what Kafka has kept.");
    }

    @Test
    void withoutKafkaTheIndexIsLeftAlone() throws Exception {
        Path file = Files.createDirectories(directory.resolve("data/index")).resolve("segments");
        Files.writeString(file, "kept");

        CommandRun run = CommandRun.in(directory).run("rebuild-index");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("TABLETALK_PIPELINE_TRANSPORT is kafka, and it is local");
        assertThat(file).hasContent("kept");
    }

    @Test
    void anIndexOnAnotherServerIsNotRebuiltHere() {
        CommandRun run = CommandRun.in(directory)
                .with("TABLETALK_PIPELINE_TRANSPORT", "kafka")
                .with("TABLETALK_INDEX", "chroma")
                .run("rebuild-index");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("TABLETALK_INDEX is lucene, and it is chroma");
    }
}
