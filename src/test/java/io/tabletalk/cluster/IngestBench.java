package io.tabletalk.cluster;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.tabletalk.testing.Machine;
import io.tabletalk.testing.Postgres;
import io.tabletalk.testing.bench.JavaOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.json.JsonMapper;

/// `./tabletalk bench ingest`: how fast documents come into the index, in one process and through Kafka with several
/// embedding processes, on the same machine, the broker and the databases included; what each process has in memory
/// meanwhile; and how long a server with an empty disk takes to fill itself. What it does goes to stderr, its result as
/// JSON to stdout.
public final class IngestBench {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final IngestBenchOptions options;
    private final Path folder;
    private final Postgres shop;

    private IngestBench(IngestBenchOptions options, Path folder, Postgres shop) {
        this.options = options;
        this.folder = folder;
        this.shop = shop;
    }

    public static void main(String[] arguments) throws Exception {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
        IngestBenchOptions options = IngestBenchOptions.parse(arguments);
        Path folder = Files.createTempDirectory("bench-ingest");
        try {
            System.out.println(JSON.writeValueAsString(new IngestBench(options, folder, Postgres.create()).measure()));
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
        System.exit(0); // the databases end with this process
    }

    private Map<String, Object> measure() throws Exception {
        say("Making %,d rows of about %d words.".formatted(options.documents(), options.words()));
        BenchTable rows = BenchTable.create(shop, "bench", options.documents(), options.words());
        BenchTable warming = BenchTable.create(shop, "warming", options.warming(), options.words());
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("machine", Machine.describe());
        figures.put("documents", options.documents());
        figures.put("words", options.words());
        figures.put("warming", options.warming());
        figures.put("java_options", String.join(" ", JavaOptions.added()));
        List<IngestRun> embedded = new ArrayList<>();
        Map<Integer, List<IngestRun>> shared = new LinkedHashMap<>();
        for (int round = 1; round <= options.rounds(); round++) {
            if (options.embedded()) {
                embedded.add(run(IngestRun.alone(fresh(), warming, rows)));
            }
            for (int workers : options.workers()) {
                boolean last = round == options.rounds()
                        && workers == options.workers().getLast();
                shared.computeIfAbsent(workers, number -> new ArrayList<>())
                        .add(run(IngestRun.shared(fresh(), warming, rows, workers, options.rebuild() && last)));
            }
        }
        if (options.embedded()) {
            figures.put("embedded", median(embedded).figures());
        }
        List<Map<String, Object>> kafka = new ArrayList<>();
        shared.forEach((workers, runs) -> {
            Map<String, Object> one = new LinkedHashMap<>(Map.of("embedding_workers", workers));
            one.putAll(median(runs).figures());
            if (options.embedded()) {
                one.put(
                        "of_embedded",
                        IngestRun.rounded(median(runs).rate() / median(embedded).rate(), 3));
                one.put(
                        "of_embedded_by_processor_time",
                        IngestRun.rounded(
                                median(embedded).processorSeconds()
                                        / median(runs).processorSeconds(),
                                3));
            }
            kafka.add(one);
        });
        figures.put("kafka", kafka);
        shared.values().stream()
                .flatMap(List::stream)
                .filter(run -> !run.rebuild().isEmpty())
                .findFirst()
                .ifPresent(run -> figures.put("rebuild", run.rebuild()));
        return figures;
    }

    private static IngestRun run(IngestRun run) {
        say(run.name() + ": " + run.figures());
        return run;
    }

    private static IngestRun median(List<IngestRun> runs) {
        return runs.stream()
                .sorted(Comparator.comparing(IngestRun::rate))
                .toList()
                .get(runs.size() / 2);
    }

    private Path fresh() throws IOException {
        return Files.createTempDirectory(folder, "run");
    }

    private static void say(String line) {
        System.err.println(line);
    }
}
