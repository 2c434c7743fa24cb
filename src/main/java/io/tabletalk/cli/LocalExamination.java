package io.tabletalk.cli;

import io.tabletalk.cli.server.EnvironmentFile;
import io.tabletalk.cli.server.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What can be said without a server: Java, the settings files, the data directory.
record LocalExamination(Surroundings surroundings, Path dataDirectory) {

    private static final long MEGABYTE = 1024 * 1024;

    List<Finding> findings() {
        return List.of(java(), settingsFiles(), data());
    }

    private static Finding java() {
        return Finding.good(
                "java",
                "%s in %s, %d processors, at most %,d MB heap"
                        .formatted(
                                Runtime.version(),
                                System.getProperty("java.home"),
                                Runtime.getRuntime().availableProcessors(),
                                Runtime.getRuntime().maxMemory() / MEGABYTE));
    }

    private Finding settingsFiles() {
        List<String> read = new ArrayList<>();
        try {
            for (Path file : Stream.of(surroundings.home(), surroundings.workingDirectory())
                    .distinct()
                    .map(folder -> folder.resolve(EnvironmentFile.NAME))
                    .filter(Files::exists)
                    .toList()) {
                read.add("%s (%s)"
                        .formatted(
                                file,
                                SourceText.count(EnvironmentFile.read(file).size(), "setting")));
            }
        } catch (StartFailure unreadable) {
            return Finding.problem("settings files", unreadable.getMessage());
        }
        return Finding.good(
                "settings files", read.isEmpty() ? "no .env file; none is needed" : String.join(", ", read));
    }

    private Finding data() {
        try {
            Files.createDirectories(dataDirectory);
            Path probe = Files.createTempFile(dataDirectory, "doctor", ".tmp");
            Files.delete(probe);
            return Finding.good(
                    "data directory",
                    "%s, %,d MB free"
                            .formatted(
                                    dataDirectory,
                                    Files.getFileStore(dataDirectory).getUsableSpace() / MEGABYTE));
        } catch (IOException e) {
            return Finding.problem(
                    "data directory",
                    "%s cannot be written (%s). Choose another with --data-dir or TABLETALK_DATA_DIR."
                            .formatted(dataDirectory, e));
        }
    }
}
