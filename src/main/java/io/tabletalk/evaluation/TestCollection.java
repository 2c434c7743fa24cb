package io.tabletalk.evaluation;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A test collection in the layout of the BEIR benchmark: `corpus.jsonl`, `queries.jsonl`, and judgements in `qrels`.
final class TestCollection {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int JUDGEMENT_COLUMNS = 3;

    private final Path corpus;
    private final Map<String, Question> questions;

    private TestCollection(Path corpus, Map<String, Question> questions) {
        this.corpus = corpus;
        this.questions = questions;
    }

    /// @param relevant how relevant each judged document is, by its id
    record Question(String text, Map<String, Integer> relevant) {}

    record Entry(String id, String title, String text) {}

    /// Reads the questions and judgements; documents are read by [#forEachDocument].
    ///
    /// @throws EvaluationException when a file is missing or a line of it cannot be understood
    static TestCollection open(Path directory, QuestionChoice choice) {
        Path corpus = requireFile(directory.resolve("corpus.jsonl"));
        Path queries = requireFile(directory.resolve("queries.jsonl"));
        Path judgements = requireFile(directory.resolve("qrels").resolve(choice.file()));
        return new TestCollection(corpus, choice.of(questions(queries, judgements(judgements), judgements)));
    }

    private static Path requireFile(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new EvaluationException("There is no file " + file
                    + ". A test collection has corpus.jsonl, queries.jsonl and qrels/test.tsv (the BEIR layout).");
        }
        return file;
    }

    /// The questions chosen of those that have a relevant document, by their id.
    Map<String, Question> questions() {
        return questions;
    }

    void forEachDocument(Consumer<Entry> action) {
        forEachLine(corpus, (line, place) -> {
            JsonNode node = parse(line, place);
            action.accept(new Entry(
                    required(node, "_id", place), node.path("title").asString(""), required(node, "text", place)));
        });
    }

    private static Map<String, Map<String, Integer>> judgements(Path file) {
        Map<String, Map<String, Integer>> judgements = new LinkedHashMap<>();
        forEachLine(file, (line, place) -> {
            String[] columns = line.split("\t", -1);
            if (columns.length != JUDGEMENT_COLUMNS) {
                throw new EvaluationException(place + ": expected query-id, corpus-id and score between tabs.");
            }
            if (!columns[0].equals("query-id")) {
                judgements
                        .computeIfAbsent(columns[0], query -> new LinkedHashMap<>())
                        .put(columns[1], grade(columns[2], place));
            }
        });
        judgements.values().removeIf(grades -> grades.values().stream().noneMatch(grade -> grade > 0));
        if (judgements.isEmpty()) {
            throw new EvaluationException(file + " names no relevant document.");
        }
        return judgements;
    }

    private static int grade(String text, String place) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new EvaluationException(place + ": the score '" + text + "' is no whole number.", e);
        }
    }

    private static Map<String, Question> questions(
            Path file, Map<String, Map<String, Integer>> judgements, Path judgementsFile) {
        Map<String, Question> questions = new LinkedHashMap<>();
        forEachLine(file, (line, place) -> {
            JsonNode node = parse(line, place);
            String id = required(node, "_id", place);
            Map<String, Integer> relevant = judgements.get(id);
            if (relevant != null) {
                questions.put(id, new Question(required(node, "text", place), relevant));
            }
        });
        for (String id : judgements.keySet()) {
            if (!questions.containsKey(id)) {
                throw new EvaluationException(
                        judgementsFile + " judges the query '" + id + "', which is not in " + file + ".");
            }
        }
        return questions;
    }

    private static JsonNode parse(String line, String place) {
        try {
            return JSON.readTree(line);
        } catch (JacksonException e) {
            throw new EvaluationException(place + ": no valid JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static String required(JsonNode node, String field, String place) {
        JsonNode value = node.path(field);
        if (!value.isString()) {
            throw new EvaluationException(place + ": the text field '" + field + "' is missing.");
        }
        return value.stringValue();
    }

    /// @param action takes a line that is not blank, and where it stands
    private static void forEachLine(Path file, BiConsumer<String, String> action) {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (!line.isBlank()) {
                    action.accept(line, file + " line " + number);
                }
            }
        } catch (CharacterCodingException e) {
            throw new EvaluationException(file + " is not in UTF-8.", e);
        } catch (IOException e) {
            throw new EvaluationException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
