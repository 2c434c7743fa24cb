package io.tabletalk.embedding.bench;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// An engine in a process of its own, so that its memory is its own, which does one thing after the other as it is
/// told.
public final class ContestantProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader answers;
    private final Path folder;

    /// @param command reads orders on its input, a line each, and answers each with a line that begins with `= `
    /// @param folder  its own; it writes `vectors` there
    ContestantProcess(List<String> command, Path folder) throws IOException {
        this.folder = folder;
        this.process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        this.answers = process.inputReader();
    }

    /// A [Contestant].
    ///
    /// @param heap the most memory for Java objects, in megabytes; what the engine itself takes comes beside it
    public static ContestantProcess inJava(String name, Path texts, Path folder, int heap) throws IOException {
        Path own = Files.createDirectories(folder.resolve(name));
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-Xmx" + heap + "m",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                "-DDJL_CACHE_DIR=" + own,
                "-classpath",
                System.getProperty("java.class.path"),
                ContestantProcess.class.getName(),
                name,
                texts.toString(),
                own.toString());
        return new ContestantProcess(command, own);
    }

    /// Nanoseconds for all texts.
    public long round() throws IOException {
        return Long.parseLong(ask("round"));
    }

    /// Nanoseconds for each of the questions, one after the other.
    List<Long> questions() throws IOException {
        return List.of(ask("questions").split(" ")).stream().map(Long::valueOf).toList();
    }

    List<float[]> vectors() throws IOException {
        ask("vectors");
        List<float[]> vectors = new ArrayList<>();
        try (DataInputStream file =
                new DataInputStream(new java.io.BufferedInputStream(Files.newInputStream(folder.resolve("vectors"))))) {
            for (int count = file.readInt(); count > 0; count--) {
                float[] vector = new float[file.readInt()];
                for (int d = 0; d < vector.length; d++) {
                    vector[d] = file.readFloat();
                }
                vectors.add(vector);
            }
        }
        return vectors;
    }

    /// The most memory it has had, in megabytes; -1 where the system does not tell.
    long peakMegabytes() throws IOException {
        return Long.parseLong(ask("memory"));
    }

    /// Seconds of processor time that it has taken until now.
    public double processorSeconds() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
    }

    private String ask(String what) throws IOException {
        process.outputWriter().write(what + "\n");
        process.outputWriter().flush();
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith("= ")) {
                return line.substring(2);
            }
        }
        throw new IOException("The process of " + folder.getFileName() + " has ended with "
                + process.onExit().join().exitValue());
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    /// @param arguments name of the contestant, file of texts, folder
    public static void main(String[] arguments) throws IOException {
        Contestant contestant = Contestant.of(arguments[0], Path.of(arguments[2]));
        List<String> texts = Files.readAllLines(Path.of(arguments[1]));
        BufferedReader orders = new BufferedReader(new java.io.InputStreamReader(System.in));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            System.out.println("= "
                    + switch (order) {
                        case "round" -> round(contestant, texts);
                        case "questions" -> questions(contestant, texts);
                        case "vectors" -> write(contestant.embed(texts), Path.of(arguments[2], "vectors"));
                        case "memory" -> memory();
                        default -> throw new IllegalArgumentException(order);
                    });
        }
        System.exit(0);
    }

    private static String round(Contestant contestant, List<String> texts) {
        long begin = System.nanoTime();
        contestant.embed(texts);
        return Long.toString(System.nanoTime() - begin);
    }

    /// The first words of each text stand for a question.
    private static String questions(Contestant contestant, List<String> texts) {
        List<String> nanoseconds = new ArrayList<>();
        for (String text : texts) {
            String question = String.join(
                            " ", List.of(text.split("\\s+")).stream().limit(12).toList()) + "?";
            long begin = System.nanoTime();
            contestant.embedQuestion(question);
            nanoseconds.add(Long.toString(System.nanoTime() - begin));
        }
        return String.join(" ", nanoseconds);
    }

    private static String write(List<float[]> vectors, Path file) throws IOException {
        try (DataOutputStream out =
                new DataOutputStream(new java.io.BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(vectors.size());
            for (float[] vector : vectors) {
                out.writeInt(vector.length);
                for (float value : vector) {
                    out.writeFloat(value);
                }
            }
        }
        return "written";
    }

    private static String memory() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return "-1";
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .map(line -> Long.toString(Long.parseLong(line.replaceAll("\\D", "")) / 1024))
                .findFirst()
                .orElse("-1");
    }
}
