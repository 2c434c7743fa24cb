package io.tabletalk.cluster;

import io.tabletalk.testing.FreePort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One reading of a table, measured.
///
/// @param documents that were applied
/// @param processor seconds of processor time that each process took, and `all` with the broker but without PostgreSQL;
///                  they say what the work costs whatever else the machine does
/// @param rebuild   what filling an empty disk took; empty when that was not measured
record IngestRun(
        String name,
        int documents,
        double seconds,
        Map<String, Double> processor,
        Map<String, Object> memory,
        Map<String, Object> rebuild) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long BETWEEN_LOOKS = 250;
    private static final Set<String> ENDED = Set.of("completed", "completed_with_errors", "failed", "cancelled");

    /// One server, which does all the work itself.
    static IngestRun alone(Path folder, BenchTable warming, BenchTable rows) throws Exception {
        int port = FreePort.find();
        ClusterProcess server = new ClusterProcess(
                "server",
                folder,
                port,
                List.of("serve", "--no-sample-data", "--port", Integer.toString(port), "--data-dir", folder + "/data"));
        try (Api api = new Api("http://127.0.0.1:" + port)) {
            server.start();
            api.awaitAnswer("/health", 200);
            return read("embedded", api, List.of(server), warming, rows);
        } finally {
            server.stop();
        }
    }

    /// A server with the index, a process that reads, and some that embed, on Kafka and PostgreSQL. The embedding
    /// threads of all together are as many as the processors, or one each.
    static IngestRun shared(Path folder, BenchTable warming, BenchTable rows, int embedders, boolean rebuild)
            throws Exception {
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / embedders);
        try (Cluster cluster =
                        Cluster.start(folder, FreePort.find(), List.of("--tabletalk.embedding.workers=" + threads));
                Api api = new Api(cluster.url())) {
            List<ClusterProcess> processes = new ArrayList<>();
            processes.add(cluster.server("index,status"));
            processes.add(cluster.worker("ingestion", "ingestion", 2));
            for (int number = 1; number <= embedders; number++) {
                processes.add(cluster.worker("embedding-" + number, "embedding", 2));
            }
            try {
                for (ClusterProcess process : processes) {
                    process.start();
                }
                processes.forEach(ClusterProcess::awaitStarted);
                api.awaitAnswer("/health", 200);
                IngestRun run = read("kafka-" + embedders, api, processes, warming, rows);
                return rebuild ? run.with(rebuilt(cluster, processes, run)) : run;
            } finally {
                for (ClusterProcess process : processes) {
                    process.stop();
                }
            }
        }
    }

    private static IngestRun read(
            String name, Api api, List<ClusterProcess> processes, BenchTable warming, BenchTable rows)
            throws Exception {
        ended(api, warming, new MemorySamples(List.of()));
        MemorySamples samples = new MemorySamples(processes);
        Map<String, Double> before = processorSeconds(processes);
        long begin = System.nanoTime();
        JsonNode batch = ended(api, rows, samples);
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (!batch.path("status").asString().equals("completed")) {
            throw new IllegalStateException("The batch did not end well: " + batch);
        }
        Map<String, Double> processor = new LinkedHashMap<>();
        processorSeconds(processes)
                .forEach((process, all) -> processor.put(process, rounded(all - before.getOrDefault(process, 0.0), 1)));
        return new IngestRun(name, batch.path("applied").asInt(), seconds, processor, samples.figures(), Map.of());
    }

    private static Map<String, Double> processorSeconds(List<ClusterProcess> processes) {
        Map<String, Double> seconds = new LinkedHashMap<>();
        for (ClusterProcess process : processes) {
            ProcessHandle.of(process.pid()).ifPresent(handle -> seconds.put(process.name(), processorSeconds(handle)));
        }
        seconds.put(
                "all",
                ProcessHandle.current()
                        .descendants()
                        .mapToDouble(IngestRun::processorSeconds)
                        .sum());
        return seconds;
    }

    private static double processorSeconds(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
    }

    private static JsonNode ended(Api api, BenchTable table, MemorySamples samples) throws Exception {
        String id =
                api.post("/ingest-data", table.ingestRequest()).get("batch_id").asString();
        while (true) {
            JsonNode batch = JSON.readTree(api.get("/api/batches/" + id));
            if (ENDED.contains(batch.path("status").asString())) {
                return batch;
            }
            samples.take(batch.path("applied").asLong(), table.rows());
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    /// The time until a new server is ready, from its start, while only the brokers and the database run beside it.
    private static Map<String, Object> rebuilt(Cluster cluster, List<ClusterProcess> processes, IngestRun run)
            throws Exception {
        for (ClusterProcess process : processes) {
            process.stop();
        }
        int port = FreePort.find();
        ClusterProcess server =
                cluster.server("rebuilt", "status", port, cluster.directory().resolve("rebuilt"));
        try (Api api = new Api("http://127.0.0.1:" + port)) {
            long begin = System.nanoTime();
            server.start();
            api.awaitAnswer("/", 200);
            double started = (System.nanoTime() - begin) / 1e9;
            api.awaitAnswer("/health", 200);
            double seconds = (System.nanoTime() - begin) / 1e9;
            JsonNode index =
                    JSON.readTree(api.get("/status")).path("components").path("index");
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("seconds", rounded(seconds, 1));
            figures.put("of_which_starting", rounded(started, 1));
            figures.put("holds", index.path("message").asString());
            figures.put("embedding_took", rounded(run.seconds, 1));
            figures.put("of_embedding", rounded(seconds / run.seconds, 4));
            return figures;
        } finally {
            server.stop();
        }
    }

    private IngestRun with(Map<String, Object> rebuilt) {
        return new IngestRun(name, documents, seconds, processor, memory, rebuilt);
    }

    /// Of all processes.
    double processorSeconds() {
        return processor.getOrDefault("all", Double.NaN);
    }

    double rate() {
        return documents / seconds;
    }

    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("seconds", rounded(seconds, 1));
        figures.put("documents_per_second", rounded(rate(), 1));
        figures.put("processor_seconds", processor);
        figures.put("memory_mb", memory);
        return figures;
    }

    static double rounded(double value, int digits) {
        double factor = Math.pow(10, digits);
        return Math.round(value * factor) / factor;
    }
}
