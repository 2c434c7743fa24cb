package io.tabletalk.embedding.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// The texts that are embedded, each on one line.
public final class BenchTexts {

    private static final int SEED = 7;
    private static final int CHARACTERS = 450;

    private BenchTexts() {}

    /// @param file JSON Lines with `title` and `text`, or text, each line of which is one
    static List<String> of(Path file, int count) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        Collections.shuffle(lines, new Random(SEED));
        return lines.stream()
                .limit(count)
                .map(line -> file.toString().endsWith(".jsonl") ? text(json.readTree(line)) : line)
                .map(text -> text.replaceAll("\\s+", " "))
                .toList();
    }

    private static String text(JsonNode document) {
        return document.path("title").asString("") + " " + document.path("text").asString();
    }

    /// Passages of about a hundred tokens, put together from the lines of the sample data.
    public static List<String> ofSampleData(Path folder, int count) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                Files.readAllLines(file).stream()
                        .filter(line -> !line.isBlank())
                        .forEach(lines::add);
            }
        }
        Random random = new Random(SEED);
        List<String> texts = new ArrayList<>();
        while (texts.size() < count) {
            StringBuilder text = new StringBuilder();
            while (text.length() < CHARACTERS) {
                text.append(lines.get(random.nextInt(lines.size()))).append(' ');
            }
            texts.add(text.toString());
        }
        return texts;
    }
}
