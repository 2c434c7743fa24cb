package io.tabletalk.testing.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What a process has in memory.
///
/// @param residentMegabytes all of it; -1 where the system does not tell
/// @param ofFilesMegabytes  of it, parts of files, which the system takes back when others need memory
public record Memory(long residentMegabytes, long ofFilesMegabytes) {

    private static final int KILOBYTES = 1024;

    public static Memory ofThisProcess() throws IOException {
        return of(ProcessHandle.current().pid());
    }

    public static Memory of(long process) throws IOException {
        Path status = Path.of("/proc", Long.toString(process), "status");
        if (!Files.exists(status)) {
            return new Memory(-1, -1);
        }
        List<String> lines = Files.readAllLines(status);
        return new Memory(megabytes(lines, "VmRSS"), megabytes(lines, "RssFile"));
    }

    private static long megabytes(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / KILOBYTES)
                .findFirst()
                .orElse(-1);
    }
}
