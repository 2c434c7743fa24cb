package io.tabletalk.cli.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A server that is told to log in JSON, in a process of its own.
class JsonLogIT {

    @TempDir
    Path data;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        for (Process server : started) {
            server.destroyForcibly().waitFor();
        }
    }

    @Test
    void everyLineIsAnObjectAndTheEndOfABatchNamesItAndItsSource() throws Exception {
        start("--tabletalk.log.format=json");
        Path log = Server.logFile(data);

        await().atMost(Duration.ofMinutes(3)).until(() -> Files.exists(log) && hasEnded(log));

        List<JsonNode> lines = lines(log);
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.get("@timestamp").asString()).isNotBlank();
            assertThat(line.get("log").get("level").asString()).isNotBlank();
            assertThat(line.get("service").get("name").asString()).isEqualTo("tabletalk");
        });
        assertThat(lines).anySatisfy(line -> {
            assertThat(line.get("message").asString()).startsWith("Batch ");
            assertThat(line.get("source").asString()).isEqualTo("demo");
            assertThat(line.get("batch").asString()).isNotBlank();
        });
    }

    @Test
    void anUnknownFormatStopsTheStartAndTheValidOnesAreNamed() throws Exception {
        Process server = start("--tabletalk.log.format=xml");

        assertThat(server.waitFor(Duration.ofMinutes(2))).isTrue();
        assertThat(server.exitValue()).isNotZero();
        assertThat(Files.readString(output()))
                .contains("tabletalk.log.format")
                .containsIgnoringCase("json")
                .containsIgnoringCase("text");
    }

    private static boolean hasEnded(Path log) throws IOException {
        return lines(log).stream()
                .anyMatch(line -> line.get("message").asString().contains(" applied, "));
    }

    private static List<JsonNode> lines(Path log) throws IOException {
        String text = Files.readString(log);
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
    }

    private Path output() {
        return data.resolve("server.out");
    }

    private Process start(String setting) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.tabletalk.cli.Main"));
        command.addAll(List.of("serve", "--port", "0", "--data-dir", data.toString(), setting));
        Process server = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output().toFile())
                .start();
        started.add(server);
        return server;
    }
}
