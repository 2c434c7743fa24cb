package io.tabletalk.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// A process that is asked to end while the model computes. The runtime frees itself in a hook of its own, at the same
/// time as ours closes the engine.
class EngineShutdownIT {

    private static final int ENDED_BY_SIGTERM = 128 + 15;

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no SIGTERM")
    void processAskedToEndDuringInferenceEndsWithoutACrash() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:ErrorFile=/dev/null",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        EngineShutdownIT.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = process.inputReader()) {
            awaitLine(output, "embedding");
            process.toHandle().destroy(); // unlike Process.destroy, this leaves the output open

            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            awaitLine(output, "closed");
            assertThat(process.exitValue()).isEqualTo(ENDED_BY_SIGTERM);
        } finally {
            process.destroyForcibly();
        }
    }

    private static void awaitLine(BufferedReader output, String wanted) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals(wanted)) {
                return;
            }
        }
        throw new AssertionError("The process ended without saying '" + wanted + "'");
    }

    /// Embeds until it is ended; closes the engine in a hook, as the server does.
    public static void main(String[] arguments) {
        EmbeddingEngine engine = EmbeddingEngineAccess.open("int8", 0, EmbeddingEngineAccess.natives());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            engine.close();
            System.out.println("closed");
        }));
        List<String> texts = Collections.nCopies(16, "A long text about bicycles and tea. ".repeat(30));
        engine.embedPassages(texts);
        System.out.println("embedding");
        while (true) {
            engine.embedPassages(texts);
        }
    }
}
