package io.tabletalk.testing.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What generated passages are made of.
///
/// @param groups    the sentences of each real text
/// @param questions what is searched for
public record RealTexts(List<List<String>> groups, List<String> questions) {

    private static final int SEED = 7;
    private static final int SHORTEST = 20;
    private static final int LONGEST = 500;
    private static final int LINES_A_GROUP = 6;
    private static final int WORDS_OF_A_QUESTION = 9;

    /// @param collection a folder in the BEIR layout: `corpus.jsonl`, `queries.jsonl`
    /// @param sentences  about how many to take
    public static RealTexts ofCollection(Path collection, int sentences) throws IOException {
        List<List<String>> groups = new ArrayList<>();
        int count = 0;
        for (JsonNode document : shuffled(collection.resolve("corpus.jsonl"))) {
            List<String> group = sentences(document.path("title").asString("") + "\n"
                    + document.path("text").asString());
            if (count < sentences && !group.isEmpty()) {
                groups.add(group);
                count += group.size();
            }
        }
        List<String> questions = shuffled(collection.resolve("queries.jsonl")).stream()
                .map(query -> query.path("text").asString())
                .toList();
        return new RealTexts(groups, questions);
    }

    private static List<JsonNode> shuffled(Path jsonLines) throws IOException {
        List<JsonNode> all = new ArrayList<>();
        for (String line : Files.readAllLines(jsonLines)) {
            all.add(JsonMapper.shared().readTree(line));
        }
        Collections.shuffle(all, new Random(SEED));
        return all;
    }

    /// The first words of lines stand for questions.
    ///
    /// @param folder of text files
    public static RealTexts ofFolder(Path folder) throws IOException {
        List<List<String>> groups = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                List<String> sentences = sentences(Files.readString(file));
                for (int from = 0; from < sentences.size(); from += LINES_A_GROUP) {
                    groups.add(sentences.subList(from, Math.min(from + LINES_A_GROUP, sentences.size())));
                }
            }
        }
        List<String> questions = new ArrayList<>(
                groups.stream().flatMap(List::stream).map(RealTexts::beginning).toList());
        Collections.shuffle(questions, new Random(SEED));
        return new RealTexts(groups, questions);
    }

    private static String beginning(String sentence) {
        return String.join(
                " ",
                Stream.of(sentence.split("[\\s,]+")).limit(WORDS_OF_A_QUESTION).toList());
    }

    private static List<String> sentences(String text) {
        List<String> sentences = new ArrayList<>();
        for (String line : text.lines().toList()) {
            BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
            breaks.setText(line);
            int start = breaks.first();
            for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
                String sentence = line.substring(start, end).strip();
                if (sentence.length() >= SHORTEST && sentence.length() <= LONGEST) {
                    sentences.add(sentence);
                }
                start = end;
            }
        }
        return sentences;
    }
}
