package io.tabletalk.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What processes have in memory while work gets on, as the system counts it; nothing where the system does not tell.
/// Files of the index that are mapped into memory are left out: the system takes that back whenever something needs it.
final class MemorySamples {

    private static final List<Integer> PERCENT = List.of(10, 25, 50, 75, 95);

    private final List<ClusterProcess> processes;
    private final Map<String, Map<String, Long>> megabytes = new LinkedHashMap<>();

    MemorySamples(List<ClusterProcess> processes) {
        this.processes = List.copyOf(processes);
    }

    /// To be called again and again.
    void take(long done, long total) throws IOException {
        for (ClusterProcess process : processes) {
            long now = anonymous(process.pid());
            if (now > 0) {
                Map<String, Long> of = megabytes.computeIfAbsent(process.name(), name -> new LinkedHashMap<>());
                of.merge("peak", now, Math::max);
                PERCENT.stream()
                        .filter(percent -> total > 0 && done * 100 >= percent * total)
                        .forEach(percent -> of.putIfAbsent("at_" + percent + "_percent", now));
            }
        }
    }

    Map<String, Object> figures() {
        return new LinkedHashMap<>(megabytes);
    }

    private static long anonymous(long process) throws IOException {
        Path status = Path.of("/proc", Long.toString(process), "status");
        if (!Files.exists(status)) {
            return -1;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("RssAnon"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(-1);
    }
}
