package io.tabletalk.ingest.bench;

import io.tabletalk.embedding.bench.BenchTexts;
import io.tabletalk.ingest.passages.PassageSplitter;
import io.tabletalk.knowledge.Document;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.Metadata;
import io.tabletalk.knowledge.Passage;
import io.tabletalk.knowledge.Place;
import io.tabletalk.knowledge.SourceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A file of JSON Lines, each of which is a document, and its text unlike that of any other.
record BenchFile(Path path, List<Entry> entries) {

    private static final int SEED = 7;
    private static final Path SAMPLE_DATA = Path.of("src/main/resources/demo");

    /// A longer one is cut by the server, and what is embedded would not be the same.
    private static final int LONGEST_TITLE = 200;

    record Entry(String id, String title, String text) {}

    static BenchFile write(Path path, List<Entry> entries) throws IOException {
        List<String> lines = entries.stream()
                .map(entry -> JsonMapper.shared().writeValueAsString(entry))
                .toList();
        return new BenchFile(Files.write(path, lines), List.copyOf(entries));
    }

    /// @param file  JSON Lines with `title` and `text`
    /// @param least so many there have to be
    /// @param most  so many are taken
    static List<Entry> entriesOf(Path file, int least, int most) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        Collections.shuffle(lines, new Random(SEED));
        Set<String> seen = new HashSet<>();
        List<Entry> entries = lines.stream()
                .map(line -> JsonMapper.shared().readTree(line))
                .filter(entry -> title(entry).length() <= LONGEST_TITLE && seen.add(text(entry)))
                .limit(most)
                .map(entry -> new Entry("text" + seen.size(), title(entry), text(entry)))
                .toList();
        if (entries.size() < least) {
            throw new IllegalArgumentException(
                    "%s has %,d different texts with titles of at most %d characters, and %,d are asked for."
                            .formatted(file.getFileName(), entries.size(), LONGEST_TITLE, least));
        }
        return entries;
    }

    private static String title(JsonNode entry) {
        return entry.path("title").asString("").replaceAll("\\s+", " ").strip();
    }

    private static String text(JsonNode entry) {
        return entry.path("text").asString().strip();
    }

    /// Texts put together from lines of the sample data.
    static List<Entry> entriesOfSampleData(int count) throws IOException {
        List<String> texts = BenchTexts.ofSampleData(SAMPLE_DATA, count);
        return IntStream.range(0, count)
                .mapToObj(number -> new Entry(
                        "note" + number, "Note " + number, texts.get(number).strip()))
                .toList();
    }

    Map<String, Object> request() {
        Map<String, Object> file = Map.of("file_path", path.toString(), "key_columns", List.of("id"));
        return Map.of("db_type", "jsonl", "connection_params", file, "text_fields", List.of("text"));
    }

    /// What the server embeds: the documents as it reads them, cut as it cuts them.
    List<String> passages(PassageSplitter splitter) {
        return documents()
                .flatMap(document -> splitter.split(document).stream())
                .map(Passage::embeddedText)
                .toList();
    }

    private Stream<Document> documents() {
        SourceId source = new SourceId("bench");
        return entries.stream()
                .map(entry -> new Document(
                        new DocumentKey(source, entry.id()),
                        entry.title(),
                        "text: " + entry.text(),
                        Metadata.EMPTY,
                        Place.file(path.getFileName().toString())));
    }
}
