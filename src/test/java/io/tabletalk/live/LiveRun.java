package io.tabletalk.live;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/// Changes a table at a steady rate while questions are asked, kills the server in the middle, then changes it as fast
/// as the database takes it, and compares every row with the index. The last line printed is JSON.
public final class LiveRun {

    private static final double STEADY_SHARE = 0.8;
    private static final int ROWS_AT_START = 500;

    private LiveRun() {}

    /// @param arguments the project's folder, then `--changes N`, `--rate N`, `--seed N`, `--tries N`
    public static void main(String[] arguments) throws Exception {
        Map<String, Integer> options = options(arguments);
        Path data = Files.createTempDirectory("live-run");
        long began = System.nanoTime();
        Map<String, Object> result = new LinkedHashMap<>();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("wal_level", "logical")
                        .setServerConfig("synchronous_commit", "on")
                        .start();
                Server server = new Server(Path.of(arguments[0]), data)) {
            run(options, postgres, server, result);
        }
        result.put("seconds", Math.round((System.nanoTime() - began) / 1e9));
        System.out.println(JsonMapper.shared().writeValueAsString(result));
        System.exit(Objects.equals(result.get("drift"), 0) ? 0 : 1);
    }

    private static void run(
            Map<String, Integer> options, EmbeddedPostgres postgres, Server server, Map<String, Object> result)
            throws Exception {
        int changes = option(options, "changes");
        int steady = (int) Math.round(changes * STEADY_SHARE);
        result.put("changes", changes);
        result.put("seed", option(options, "seed"));
        try (ChangingTable table = new ChangingTable(postgres, option(options, "seed"))) {
            table.create(ROWS_AT_START);
            server.start();
            server.follow(table.settings());
            server.awaitPosition(table.position(), Duration.ofMinutes(5));
            say(
                    "All %d rows are read; %d changes follow at %d a second.",
                    ROWS_AT_START, steady, option(options, "rate"));

            Latencies latencies = new Latencies(server, table);
            Questions questions = new Questions(server);
            double killed = steadily(table, server, latencies, steady, option(options, "rate"));
            say(
                    "The server was killed and had caught up again after %.1f s; now %d changes at once.",
                    killed, changes - steady);

            long burst = System.nanoTime();
            for (int i = steady; i < changes; i++) {
                table.change();
            }
            double written = (System.nanoTime() - burst) / 1e9;
            server.awaitPosition(table.position(), Duration.ofMinutes(30));
            double drained = (System.nanoTime() - burst) / 1e9;
            Map<String, Object> asked = questions.stop();
            say("They were written in %.1f s and searchable after %.1f s.", written, drained);

            Map<String, Object> tries = new AtLeast(server, table).tryOften(option(options, "tries"));
            Audit.Drift drift = new Audit(server, table).run();
            result.put("drift", drift.total());
            result.putAll(latencies.result());
            result.put("burst_changes", changes - steady);
            result.put("burst_written_seconds", round(written));
            result.put("burst_drained_seconds", round(drained));
            result.put("killed_until_caught_up_seconds", round(killed));
            result.put("questions", asked);
            result.put("at_least", tries);
            result.put("audit", drift);
        }
    }

    /// Makes the changes at the rate, and kills the server when half are made. Returns how long it took until it had
    /// caught up; what is measured meanwhile does not count.
    private static double steadily(ChangingTable table, Server server, Latencies latencies, int changes, int rate)
            throws Exception {
        Restart restart = null;
        long began = System.nanoTime();
        for (int i = 0; i < changes; i++) {
            if (i == changes / 2) {
                latencies.pause();
                server.kill();
                restart = new Restart(server, table, latencies);
            }
            long due = began + i * 1_000_000_000L / rate;
            Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
            latencies.sample(table.change());
        }
        return restart == null ? 0 : restart.await();
    }

    static double round(double seconds) {
        return Math.round(seconds * 10) / 10.0;
    }

    private static void say(String text, Object... values) {
        System.out.printf(text + "%n", values);
    }

    private static Map<String, Integer> options(String[] arguments) {
        Map<String, Integer> options =
                new LinkedHashMap<>(Map.of("changes", 10_000, "rate", 40, "seed", 1, "tries", 1_000));
        for (int i = 1; i < arguments.length; i += 2) {
            String name = arguments[i].replaceFirst("^--", "");
            if (!options.containsKey(name) || i + 1 == arguments.length) {
                throw new IllegalArgumentException("The options are --changes N, --rate N, --seed N and --tries N.");
            }
            options.put(name, Integer.valueOf(arguments[i + 1]));
        }
        return options;
    }

    private static int option(Map<String, Integer> options, String name) {
        return Objects.requireNonNull(options.get(name), name);
    }
}
