package io.tabletalk.index.bench;

import io.tabletalk.testing.bench.JavaOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A Java process that does one thing and answers with one JSON object, so that memory and warm-up are its own.
final class ChildProcess {

    private static final String ANSWER = "= ";

    private ChildProcess() {}

    /// Flags as the program has them, and those of TABLETALK_JAVA_OPTIONS.
    static JsonNode run(Class<?> main, Path... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC"));
        command.addAll(JavaOptions.added());
        command.addAll(List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=off"));
        command.addAll(List.of("-classpath", System.getProperty("java.class.path"), main.getName()));
        for (Path argument : arguments) {
            command.add(argument.toString());
        }
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(ANSWER)) {
                    return JsonMapper.shared().readTree(line.substring(ANSWER.length()));
                }
                System.out.println("  " + line);
            }
            throw new IOException(main.getSimpleName() + " has ended with "
                    + process.onExit().join().exitValue());
        } finally {
            process.onExit().join();
        }
    }

    /// Called in the process itself.
    static void answer(Map<String, Object> figures) {
        System.out.println(ANSWER + JsonMapper.shared().writeValueAsString(figures));
    }
}
