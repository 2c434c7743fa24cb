package io.tabletalk.testing;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/// The machine that figures were measured on.
public final class Machine {

    private Machine() {}

    /// Cores, processor, system and JDK.
    public static String describe() throws IOException {
        Path processors = Path.of("/proc/cpuinfo");
        String model = Files.exists(processors)
                ? Files.readAllLines(processors).stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 2))
                        .findFirst()
                        .orElse("")
                : System.getProperty("os.arch");
        return Runtime.getRuntime().availableProcessors() + " × " + model + ", " + System.getProperty("os.name")
                + ", JDK " + Runtime.version().feature();
    }

    /// Threads that wanted a processor, in the mean of the last minute: tells a quiet machine from a busy one.
    public static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
