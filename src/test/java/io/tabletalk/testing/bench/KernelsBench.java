package io.tabletalk.testing.bench;

import io.tabletalk.embedding.EmbeddingEngineAccess;
import io.tabletalk.testing.Machine;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import tools.jackson.databind.json.JsonMapper;

/// Runs the benchmarks of single kernels with JMH, each in a process of its own. Prints JMH's table, and as the last
/// line JSON. `./tabletalk bench kernels` runs it.
public final class KernelsBench {

    private static final int WARM_UPS = 3;
    private static final int MEASUREMENTS = 5;
    private static final TimeValue EACH = TimeValue.seconds(1);

    private KernelsBench() {}

    /// @param arguments `--kernel PATTERN`, a regular expression that is looked for in the names
    public static void main(String[] arguments) throws Exception {
        String pattern = arguments.length == 2 && arguments[0].equals("--kernel") ? arguments[1] : "";
        if (arguments.length > 0 && pattern.isEmpty()) {
            throw new IllegalArgumentException("Options: --kernel PATTERN, not " + Arrays.toString(arguments));
        }
        Map<String, Object> figures = run(pattern);
        System.out.println(JsonMapper.shared().writeValueAsString(figures));
    }

    private static Map<String, Object> run(String pattern) throws Exception {
        boolean oneDnn =
                EmbeddingEngineAccess.loadOneDnn(Path.of("target", "natives").toAbsolutePath());
        Map<String, Object> figures = new LinkedHashMap<>();
        for (RunResult result : new Runner(options(pattern, oneDnn).build()).run()) {
            figures.put(name(result.getParams()), figures(result.getPrimaryResult()));
        }
        if (!oneDnn) {
            figures.put("left_out", "oneDNN, which this machine cannot use");
        }
        figures.put("warm_up", WARM_UPS + " × " + EACH);
        figures.put("measured", MEASUREMENTS + " × " + EACH);
        figures.put("java_options", String.join(" ", javaOptions()));
        figures.put("load_average", Figures.rounded(Machine.load(), 1));
        figures.put("machine", Machine.describe());
        return figures;
    }

    private static ChainedOptionsBuilder options(String pattern, boolean oneDnn) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(pattern)
                .forks(1)
                .threads(1)
                .warmupIterations(WARM_UPS)
                .warmupTime(EACH)
                .measurementIterations(MEASUREMENTS)
                .measurementTime(EACH)
                .shouldFailOnError(true)
                .jvmArgs(javaOptions().toArray(String[]::new));
        return oneDnn ? options : options.exclude("OneDnnBenchmark").param("runtime", "onnxruntime");
    }

    private static List<String> javaOptions() {
        List<String> own = List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", // JMH's
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders");
        return Stream.concat(own.stream(), JavaOptions.added().stream()).toList();
    }

    /// Such as `ForwardPass.embed[onednn,passage]`.
    private static String name(BenchmarkParams params) {
        String method = params.getBenchmark();
        String name = method.substring(method.lastIndexOf('.', method.lastIndexOf('.') - 1) + 1)
                .replace("Benchmark.", ".");
        List<String> values =
                params.getParamsKeys().stream().sorted().map(params::getParam).toList();
        return values.isEmpty() ? name : name + values.toString().replace(" ", "");
    }

    private static Map<String, Object> figures(Result<?> result) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("score", Figures.rounded(result.getScore(), 4));
        figures.put("error", Figures.rounded(result.getScoreError(), 4));
        figures.put("unit", result.getScoreUnit());
        return figures;
    }
}
