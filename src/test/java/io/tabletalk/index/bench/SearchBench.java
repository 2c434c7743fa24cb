package io.tabletalk.index.bench;

import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.embedding.EmbeddingEngineAccess;
import io.tabletalk.testing.Machine;
import io.tabletalk.testing.bench.Figures;
import io.tabletalk.testing.bench.JavaOptions;
import io.tabletalk.testing.bench.RealTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// How fast and how exact the index answers, and how large it is, at several sizes. The last line printed is JSON.
/// `./tabletalk bench search` runs it.
final class SearchBench {

    private static final int SAMPLE = 200;

    private final EmbeddingEngine engine;
    private final Path folder;
    private final Path natives;

    private SearchBench(EmbeddingEngine engine, Path folder, Path natives) {
        this.engine = engine;
        this.folder = folder;
        this.natives = natives;
    }

    /// @param arguments `--passages N,N`, `--collection DIR`, `--sentences N`, `--questions N`, `--peer chroma`
    public static void main(String[] arguments) throws Exception {
        Options options = Options.of(arguments);
        Path folder = Files.createTempDirectory("bench-search");
        Path natives = Path.of("target", "natives").toAbsolutePath();
        try (EmbeddingEngine engine = EmbeddingEngineAccess.open("int8", 0, natives)) {
            Map<String, Object> figures = new SearchBench(engine, folder, natives).measure(options);
            System.out.println(JsonMapper.shared().writeValueAsString(figures));
        } finally {
            delete(folder);
        }
    }

    private Map<String, Object> measure(Options options) throws Exception {
        RealTexts real = options.texts();
        List<String> questions = real.questions().stream()
                .limit(options.questions())
                .map(question -> question.replaceAll("\\s+", " "))
                .toList();
        say("Embedding %,d real sentences and %,d questions.", sentences(real), questions.size());
        SentencePool pool = SentencePool.of(real, engine);
        List<float[]> vectors = questions.stream().map(engine::embedQuestion).toList();
        double cosineToMean = cosineToMean(pool);
        say(
                "A passage is 3 to 6 of these sentences, of one text and of texts on nearly the same matter. Its vector is"
                        + " the mean of theirs, moved to a cosine of %.3f to it, as the true vectors of such passages are.",
                cosineToMean);

        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("texts", options.textsName());
        figures.put("sentences", pool.texts().size());
        figures.put("questions", questions.size());
        figures.put("cosine_to_mean", Figures.rounded(cosineToMean, 3));
        List<Map<String, Object>> sizes = new java.util.ArrayList<>();
        for (int count : options.passages()) {
            Workload.write(folder, pool, cosineToMean, questions, count);
            sizes.add(measure(new GeneratedPassages(pool, cosineToMean), vectors, count, options.peer()));
        }
        figures.put("sizes", sizes);
        figures.put("java_options", String.join(" ", JavaOptions.added()));
        figures.put("machine", Machine.describe());
        return figures;
    }

    private static int sentences(RealTexts real) {
        return real.groups().stream().mapToInt(List::size).sum();
    }

    /// How near the true vectors of passages are to the means of their sentences' vectors.
    private double cosineToMean(SentencePool pool) {
        GeneratedPassages sample = new GeneratedPassages(pool, 1);
        List<float[]> embedded = engine.embedPassages(
                IntStream.range(0, SAMPLE).mapToObj(sample::text).toList());
        return IntStream.range(0, SAMPLE)
                .mapToDouble(number -> Vectors.dot(sample.mean(number), embedded.get(number)))
                .average()
                .orElseThrow();
    }

    private Map<String, Object> measure(GeneratedPassages passages, List<float[]> questions, int count, String peer)
            throws Exception {
        Path index = folder.resolve("index-" + count);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("passages", count);
        say("%,d passages: building", count);
        add(figures, ChildProcess.run(IndexBuild.class, folder, index, natives));
        figures.put("index_bytes_per_passage", size(index) / count);
        say("%,d passages: asking", count);
        JsonNode asked = ChildProcess.run(IndexQuestions.class, folder, index, natives);
        add(figures, asked);
        say("%,d passages: comparing with exact search", count);
        List<int[]> nearest = ExactSearch.nearest(questions, count, passages::vector, IndexQuestions.WANTED);
        figures.put("recall_at_10", Figures.rounded(ExactSearch.recall(nearest, found(asked)), 4));
        delete(index);
        if (peer.equals("chroma")) {
            say("%,d passages: the same in Chroma", count);
            Path data = Files.createDirectories(folder.resolve("chroma-" + count));
            figures.putAll(ChromaPeer.measure(passages, count, questions, nearest, data));
            delete(data);
        }
        figures.forEach((name, value) -> say("  %-32s %s", name, value));
        return figures;
    }

    private static void add(Map<String, Object> figures, JsonNode answer) {
        answer.properties().stream()
                .filter(figure -> !figure.getKey().equals("found"))
                .forEach(
                        figure -> figures.put(figure.getKey(), figure.getValue().numberValue()));
    }

    private static List<int[]> found(JsonNode answer) {
        return StreamSupport.stream(answer.get("found").spliterator(), false)
                .map(numbers -> StreamSupport.stream(numbers.spliterator(), false)
                        .mapToInt(JsonNode::intValue)
                        .toArray())
                .toList();
    }

    static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(java.util.Locale.ROOT, format, values));
    }

    private record Options(List<Integer> passages, String collection, int sentences, int questions, String peer) {

        static Options of(String[] arguments) {
            return new Options(
                    Arrays.stream(option(arguments, "--passages", "10000,100000")
                                    .split(","))
                            .map(Integer::valueOf)
                            .toList(),
                    option(arguments, "--collection", ""),
                    Integer.parseInt(option(arguments, "--sentences", "10000")),
                    Integer.parseInt(option(arguments, "--questions", "200")),
                    option(arguments, "--peer", ""));
        }

        private static String option(String[] arguments, String name, String otherwise) {
            int at = List.of(arguments).indexOf(name);
            return at >= 0 && at + 1 < arguments.length ? arguments[at + 1] : otherwise;
        }

        RealTexts texts() throws IOException {
            return collection.isEmpty()
                    ? RealTexts.ofFolder(Path.of("src/main/resources/demo"))
                    : RealTexts.ofCollection(Path.of(collection), sentences);
        }

        String textsName() {
            return collection.isEmpty()
                    ? "sample data"
                    : String.valueOf(Path.of(collection).getFileName());
        }
    }
}
