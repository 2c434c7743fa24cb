package io.tabletalk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EvalCommandTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"hybrid", "dense", "KEYWORD"})
    void theLastLineIsOneJsonObject(String mode) throws IOException {
        writeCollection();

        CommandRun run = CommandRun.in(directory).run("eval", "collection", "--mode", mode);

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        JsonNode result = new JsonMapper().readTree(run.out().lines().toList().getLast());
        assertThat(result.path("documents").asInt()).isEqualTo(3);
        assertThat(result.path("queries").asInt()).isEqualTo(1);
        assertThat(result.path("ndcg_at_10").asDouble()).isEqualTo(1.0);
        assertThat(result.path("mode").asString()).isEqualToIgnoringCase(mode);
    }

    @Test
    void eachOfSeveralModesHasItsLine() throws IOException {
        writeCollection();

        CommandRun run = CommandRun.in(directory).run("eval", "collection", "--mode", "keyword,dense");

        assertThat(run.out()
                        .lines()
                        .map(line ->
                                new JsonMapper().readTree(line).path("mode").asString()))
                .usingElementComparator(String.CASE_INSENSITIVE_ORDER)
                .containsExactly("keyword", "dense");
    }

    @Test
    void whatIsNotLookedAtAgainIsMeasuredOnce() throws IOException {
        writeCollection();

        CommandRun run =
                CommandRun.in(directory).run("eval", "collection", "--mode", "keyword,hybrid", "--rerank", "off,auto");

        assertThat(run.out().lines().map(line -> {
                    JsonNode result = new JsonMapper().readTree(line);
                    return result.path("mode").asString() + " "
                            + result.path("rerank").asString();
                }))
                .usingElementComparator(String.CASE_INSENSITIVE_ORDER)
                .containsExactly("keyword off", "hybrid off", "hybrid auto");
    }

    @Test
    void judgementsOutsideTheirFolderAreWrongUsage() {
        CommandRun run = CommandRun.in(directory).run("eval", "collection", "--judgements", "../secrets");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("qrels").doesNotContain("\tat ");
    }

    @Test
    void vectorsAreKeptInTheFileNamed() throws IOException {
        writeCollection();

        CommandRun run = CommandRun.in(directory)
                .run("eval", "collection", "--mode", "dense", "--keep-vectors", "kept/vectors.db");

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(directory.resolve("kept/vectors.db")).isNotEmptyFile();
    }

    @Test
    void aFolderThatIsNoCollectionFailsWithTheFileThatIsMissing() {
        CommandRun run = CommandRun.in(directory).run("eval", "nowhere");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("corpus.jsonl").doesNotContain("\tat ");
    }

    @Test
    void anUnknownModeIsWrongUsage() {
        CommandRun run = CommandRun.in(directory).run("eval", "collection", "--mode", "magic");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("HYBRID", "DENSE", "KEYWORD");
    }

    private void writeCollection() throws IOException {
        Path collection = Files.createDirectories(directory.resolve("collection/qrels"))
                .resolve("..")
                .normalize();
        Files.writeString(collection.resolve("corpus.jsonl"), """
                {"_id":"1","title":"Bicycles","text":"A bicycle has two wheels and a chain."}
                {"_id":"2","title":"Bread","text":"Bread is baked from flour, water and yeast."}
                {"_id":"3","title":"Tides","text":"The moon raises the tides of the sea."}
                """);
        Files.writeString(collection.resolve("queries.jsonl"), """
                {"_id":"q1","text":"What is bread baked from?"}
                """);
        Files.writeString(collection.resolve("qrels/test.tsv"), "query-id\tcorpus-id\tscore\nq1\t2\t1\n");
    }
}
