package io.tabletalk.ingest.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.embedding.EmbeddingEngineAccess;
import io.tabletalk.embedding.bench.ContestantProcess;
import io.tabletalk.ingest.bench.FileReader.Reading;
import io.tabletalk.ingest.passages.PassageSplitter;
import io.tabletalk.testing.Machine;
import io.tabletalk.testing.bench.BenchServer;
import io.tabletalk.testing.bench.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.json.JsonMapper;

/// How long a real server takes from the request to read a file until all of it is searchable, beside what the
/// embedding
/// engine alone needs for the same passages, and how long it takes when nothing has changed. The last line printed is
/// JSON. `./tabletalk bench files` runs it.
final class FilesBench {

    private static final String PRECISION = "int8";
    private static final int HEAP_MEGABYTES = 1_024;

    /// As the program cuts unless it is told otherwise.
    private static final int PASSAGE_TOKENS = 256;

    private static final int OVERLAP_TOKENS = 32;

    private final FilesBenchOptions options;
    private final Path folder;
    private final BenchFile warming;
    private final BenchFile file;
    private final List<String> passages;

    private FilesBench(
            FilesBenchOptions options, Path folder, BenchFile warming, BenchFile file, List<String> passages) {
        this.options = options;
        this.folder = folder;
        this.warming = warming;
        this.file = file;
        this.passages = passages;
    }

    /// @param engine  the engine alone with the same passages, just before and just after
    /// @param again   the file as it was
    /// @param touched the file with a new time and the same content
    private record Round(Reading first, List<Reading> engine, List<Reading> again, List<Reading> touched) {

        double engineSeconds() {
            return mean(engine, Reading::seconds);
        }

        double engineProcessor() {
            return mean(engine, Reading::processor);
        }

        double ratio() {
            return engineSeconds() / first.seconds();
        }

        private static double mean(List<Reading> readings, ToDoubleFunction<Reading> value) {
            return readings.stream().mapToDouble(value).average().orElseThrow();
        }
    }

    public static void main(String[] arguments) throws Exception {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
        FilesBenchOptions options = FilesBenchOptions.parse(arguments);
        Path folder = Files.createTempDirectory("bench-files");
        try {
            Map<String, Object> figures = prepare(options, folder).measure();
            System.out.println(JsonMapper.shared().writeValueAsString(figures));
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
        System.exit(0);
    }

    private static FilesBench prepare(FilesBenchOptions options, Path folder) throws IOException {
        List<BenchFile.Entry> entries = entries(options);
        Path files = Files.createDirectory(folder.resolve("files"));
        BenchFile file = BenchFile.write(files.resolve("documents.jsonl"), entries.subList(0, options.documents()));
        BenchFile warming =
                BenchFile.write(files.resolve("warming.jsonl"), entries.subList(options.documents(), entries.size()));
        try (EmbeddingEngine engine = EmbeddingEngineAccess.open(PRECISION, 0, folder.resolve("cutting"))) {
            PassageSplitter splitter = new PassageSplitter(engine, PASSAGE_TOKENS, OVERLAP_TOKENS);
            return new FilesBench(options, folder, warming, file, file.passages(splitter));
        }
    }

    /// Those to be measured and then those to warm up with: of the texts as many as there are, so that the server is
    /// warm
    /// for their kind, and sample data.
    private static List<BenchFile.Entry> entries(FilesBenchOptions options) throws IOException {
        int wanted = options.documents() + options.warming();
        List<BenchFile.Entry> entries = new ArrayList<>();
        if (options.texts().isPresent()) {
            entries.addAll(BenchFile.entriesOf(options.texts().get(), options.documents(), wanted));
        }
        entries.addAll(BenchFile.entriesOfSampleData(wanted - entries.size()));
        return entries;
    }

    private Map<String, Object> measure() throws Exception {
        List<String> lines =
                passages.stream().map(text -> text.replaceAll("\\s+", " ")).toList();
        Path texts = Files.write(folder.resolve("passages"), lines);
        List<Round> rounds = new ArrayList<>();
        try (ContestantProcess engine =
                ContestantProcess.inJava("tabletalk-" + PRECISION, texts, folder, HEAP_MEGABYTES)) {
            say(
                    "%,d documents, %,d passages. The engine alone warms up.",
                    file.entries().size(), passages.size());
            engine.round();
            for (int number = 1; number <= options.rounds(); number++) {
                rounds.add(round(number, engine));
            }
        }
        return figures(rounds);
    }

    private Round round(int number, ContestantProcess engine) throws Exception {
        Path own = Files.createDirectory(folder.resolve("round-" + number));
        try (BenchServer server = BenchServer.start(
                own,
                List.of(
                        "--no-sample-data",
                        "--tabletalk.embedding.precision=" + PRECISION,
                        "--tabletalk.files.roots=" + file.path().getParent()))) {
            FileReader reader = new FileReader(server);
            say("Round %d: %,d other documents warm the server up.", number, options.warming());
            reader.read(warming, false);
            EmbeddedTexts before = EmbeddedTexts.of(own.resolve("data"));
            List<Reading> alone = new ArrayList<>(List.of(alone(engine)));
            Reading first = told("first", reader.read(file, false));
            alone.add(alone(engine));
            EmbeddedTexts.of(own.resolve("data")).requireJust(passages, before);
            List<Reading> again = new ArrayList<>();
            List<Reading> touched = new ArrayList<>();
            for (int time = 0; time < options.again(); time++) {
                again.add(told("again", reader.read(file, true)));
                touch();
                touched.add(told("again, touched", reader.read(file, true)));
            }
            return new Round(first, alone, again, touched);
        }
    }

    private static Reading alone(ContestantProcess engine) throws IOException {
        double processor = engine.processorSeconds();
        double seconds = engine.round() / 1e9;
        return told("engine alone", new Reading(seconds, engine.processorSeconds() - processor));
    }

    private void touch() throws IOException {
        FileTime time = Files.getLastModifiedTime(file.path());
        Files.setLastModifiedTime(file.path(), FileTime.from(time.toInstant().minus(Duration.ofMinutes(1))));
    }

    private Map<String, Object> figures(List<Round> rounds) throws IOException {
        Round median = rounds.stream()
                .sorted(Comparator.comparing(Round::ratio))
                .toList()
                .get(rounds.size() / 2);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("texts", options.texts().map(Path::toString).orElse("sample data"));
        figures.put("documents", file.entries().size());
        figures.put("passages", passages.size());
        figures.put("bytes", Files.size(file.path()));
        figures.put("warm_up_documents", options.warming());
        figures.put("rounds", rounds.size());
        figures.put("precision", PRECISION);
        figures.put("first_seconds", Figures.rounded(median.first().seconds(), 2));
        figures.put(
                "passages_per_second",
                Figures.rounded(passages.size() / median.first().seconds(), 1));
        figures.put("engine_passages_per_second", Figures.rounded(passages.size() / median.engineSeconds(), 1));
        figures.put("ratio", Figures.rounded(median.ratio(), 3));
        figures.put(
                "ratios",
                rounds.stream().map(round -> Figures.rounded(round.ratio(), 3)).toList());
        figures.put("first_processor_seconds", Figures.rounded(median.first().processor(), 2));
        figures.put("engine_processor_seconds", Figures.rounded(median.engineProcessor(), 2));
        figures.put(
                "ratio_by_processor_time",
                Figures.rounded(median.engineProcessor() / median.first().processor(), 3));
        putAgain(figures, "again", median.first(), median.again());
        putAgain(figures, "touched", median.first(), median.touched());
        figures.put("java_options", String.join(" ", BenchServer.javaOptions()));
        figures.put("load_average", Figures.rounded(Machine.load(), 1));
        figures.put("machine", Machine.describe());
        return figures;
    }

    private static void putAgain(Map<String, Object> figures, String name, Reading first, List<Reading> readings) {
        Reading median = readings.stream()
                .sorted(Comparator.comparing(Reading::seconds))
                .toList()
                .get(readings.size() / 2);
        figures.put(name + "_seconds", Figures.rounded(median.seconds(), 3));
        figures.put(name + "_ratio", Figures.rounded(first.seconds() / median.seconds(), 1));
        figures.put(name + "_processor_seconds", Figures.rounded(median.processor(), 2));
    }

    private static Reading told(String what, Reading reading) {
        say("  %-16s %8.3f s, %.2f s of processor time", what, reading.seconds(), reading.processor());
        return reading;
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
