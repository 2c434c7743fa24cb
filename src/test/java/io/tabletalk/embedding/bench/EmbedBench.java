package io.tabletalk.embedding.bench;

import io.tabletalk.embedding.EmbeddingEngineAccess;
import io.tabletalk.embedding.onednn.ProductLimit;
import io.tabletalk.testing.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/// Texts per second, delay of a question, memory and likeness of vectors, beside LangChain4j's in-process model and,
/// when wanted, Transformers.js: the same texts, in rounds that take turns. The last line printed is JSON. `./tabletalk
/// bench embed` runs it.
final class EmbedBench {

    private static final List<String> PRECISIONS = List.of("fp32", "int8");

    private static final int HEAP_MEGABYTES = 256;

    /// What the figures of each peer begin with, by its name.
    private final Map<String, String> peers = new LinkedHashMap<>(Map.of("langchain4j", "peer_"));

    private final Map<String, ContestantProcess> processes = new LinkedHashMap<>();
    private final Map<String, List<Long>> rounds = new LinkedHashMap<>();

    private final Map<String, Double> limits = new LinkedHashMap<>();

    private EmbedBench(boolean besideTransformersJs) {
        if (besideTransformersJs) {
            peers.put("transformers.js", "transformers_js_");
        }
    }

    /// @param arguments `--texts FILE` (JSON Lines or text), `--count N`, `--rounds N`, `--peer transformers.js`
    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(option(arguments, "--count", "200"));
        int rounds = Integer.parseInt(option(arguments, "--rounds", "7"));
        String file = option(arguments, "--texts", "");
        List<String> texts = file.isEmpty()
                ? BenchTexts.ofSampleData(Path.of("src/main/resources/demo"), count)
                : BenchTexts.of(Path.of(file), count);
        boolean besideTransformersJs = option(arguments, "--peer", "").equals("transformers.js");
        Path folder = Files.createTempDirectory("bench-embed");
        try {
            Map<String, Object> figures = new EmbedBench(besideTransformersJs).measure(texts, rounds, folder);
            figures.put("texts", file.isEmpty() ? "sample data" : file);
            System.out.println(JsonMapper.shared().writeValueAsString(figures));
        } finally {
            delete(folder);
        }
    }

    private static String option(String[] arguments, String name, String otherwise) {
        int at = List.of(arguments).indexOf(name);
        return at >= 0 && at + 1 < arguments.length ? arguments[at + 1] : otherwise;
    }

    private Map<String, Object> measure(List<String> texts, int count, Path folder) throws Exception {
        Path lines = Files.write(folder.resolve("texts"), texts);
        try {
            for (String name : names()) {
                processes.put(name, start(name, lines, folder));
            }
            for (int round = 0; round <= count; round++) {
                for (String name : names()) {
                    long nanoseconds = process(name).round();
                    if (round > 0) { // the first one warms up
                        rounds.computeIfAbsent(name, unseen -> new ArrayList<>())
                                .add(nanoseconds);
                    }
                    System.out.printf("round %d %s: %.1f texts/s%n", round, name, texts.size() * 1e9 / nanoseconds);
                }
            }
            measureLimits(texts, folder);
            return figures(texts.size());
        } finally {
            processes.values().forEach(ContestantProcess::close);
        }
    }

    /// Of all that take part, those of a precision one after the other.
    private List<String> names() {
        return PRECISIONS.stream()
                .flatMap(precision -> Stream.concat(Stream.of("tabletalk"), peers.keySet().stream())
                        .map(engine -> engine + "-" + precision))
                .toList();
    }

    private static ContestantProcess start(String name, Path lines, Path folder)
            throws IOException, InterruptedException {
        if (name.startsWith("transformers.js")) {
            return TransformersJs.start(name, lines, folder);
        }
        if (name.startsWith("tabletalk")) {
            prepare(name, lines, folder); // so that making the model is not part of its memory
        }
        return ContestantProcess.inJava(name, lines, folder, HEAP_MEGABYTES);
    }

    private static void prepare(String name, Path lines, Path folder) throws IOException {
        Path one = Files.write(folder.resolve("one"), Files.readAllLines(lines).subList(0, 1));
        try (ContestantProcess process = ContestantProcess.inJava(name, one, folder, 4 * HEAP_MEGABYTES)) {
            process.round();
        }
    }

    /// Texts per second if a machine did nothing but the products of the model.
    private void measureLimits(List<String> texts, Path folder) throws Exception {
        double operations = EmbeddingEngineAccess.operationsPerText(texts);
        if (EmbeddingEngineAccess.loadOneDnn(folder)) {
            for (String precision : PRECISIONS) {
                limits.put(precision, ProductLimit.operationsPerSecond(precision) / operations);
            }
        }
    }

    private Map<String, Object> figures(int texts) throws IOException {
        Map<String, Object> figures = new LinkedHashMap<>();
        List<float[]> reference = process("langchain4j-fp32").vectors();
        for (String precision : PRECISIONS) {
            Map<String, Object> own = new LinkedHashMap<>();
            String name = "tabletalk-" + precision;
            double rate = rate(name, texts);
            own.put("texts_per_second", round(rate, 1));
            if (limits.containsKey(precision)) {
                double limit = Objects.requireNonNull(limits.get(precision));
                own.put("gemm_limit_texts_per_second", round(limit, 1));
                own.put("fraction_of_gemm_limit", round(rate / limit, 2));
            }
            addMemoryDelayAndCosines(own, "", name, reference);
            for (Map.Entry<String, String> peer : peers.entrySet()) {
                String peerName = peer.getKey() + "-" + precision;
                own.put(peer.getValue() + "texts_per_second", round(rate(peerName, texts), 1));
                own.put(peer.getValue().replace("peer_", "") + "ratio", round(ratio(name, peerName), 2));
                addMemoryDelayAndCosines(own, peer.getValue(), peerName, reference);
            }
            figures.put(precision, own);
        }
        figures.put("peer", "LangChain4j OnnxEmbeddingModel, 256 tokens");
        if (peers.containsKey("transformers.js")) {
            figures.put("transformers_js", TransformersJs.PACKAGE + ", one text a call, 256 tokens");
        }
        figures.put("text_count", texts);
        figures.put("rounds", roundsOf(names().getFirst()).size());
        figures.put("machine", Machine.describe());
        return figures;
    }

    private ContestantProcess process(String name) {
        return Objects.requireNonNull(processes.get(name));
    }

    private List<Long> roundsOf(String name) {
        return Objects.requireNonNull(rounds.get(name));
    }

    private double rate(String name, int texts) {
        List<Long> sorted = roundsOf(name).stream().sorted().toList();
        return texts * 1e9 / sorted.get(sorted.size() / 2);
    }

    /// Of the two in each round, in which all of a precision follow each other; the middle one of all rounds. What else
    /// the machine does in one round then counts little.
    private double ratio(String name, String peer) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < roundsOf(name).size(); round++) {
            ratios.add((double) roundsOf(peer).get(round) / roundsOf(name).get(round));
        }
        return ratios.stream().sorted().toList().get(ratios.size() / 2);
    }

    private void addMemoryDelayAndCosines(
            Map<String, Object> figures, String prefix, String name, List<float[]> reference) throws IOException {
        figures.put(prefix + "peak_megabytes", process(name).peakMegabytes());
        process(name).questions();
        List<Long> delays = process(name).questions().stream().sorted().toList();
        figures.put(prefix + "question_p50_ms", round(delays.get(delays.size() / 2) / 1e6, 1));
        figures.put(prefix + "question_p99_ms", round(delays.get(delays.size() * 99 / 100) / 1e6, 1));
        addCosines(figures, prefix, process(name).vectors(), reference);
    }

    private static void addCosines(
            Map<String, Object> figures, String prefix, List<float[]> vectors, List<float[]> reference) {
        double sum = 0;
        double least = 1;
        for (int i = 0; i < vectors.size(); i++) {
            double cosine = 0;
            for (int d = 0; d < vectors.get(i).length; d++) {
                cosine += (double) vectors.get(i)[d] * reference.get(i)[d];
            }
            sum += cosine;
            least = Math.min(least, cosine);
        }
        figures.put(prefix + "cosine_mean", round(sum / vectors.size(), 5));
        figures.put(prefix + "cosine_min", round(least, 5));
    }

    private static double round(double value, int digits) {
        double factor = Math.pow(10, digits);
        return Math.round(value * factor) / factor;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
