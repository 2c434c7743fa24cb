package io.tabletalk.source.file;

import io.tabletalk.source.SourceContractTest;
import io.tabletalk.source.SourceFactory;
import io.tabletalk.state.DataDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// The promises of every source, kept by files in a data directory.
abstract class FileContractTest<C extends FileSettings> extends SourceContractTest<C> {

    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    @TempDir
    Path directory;

    @BeforeEach
    final void prepare() {
        writeFiles();
    }

    /// Writes the data set.
    abstract void writeFiles();

    /// The factory under test, among those of the configuration.
    abstract SourceFactory<C> factoryFrom(FileConfiguration configuration, AllowedPaths allowed);

    @Override
    protected final SourceFactory<C> factory() {
        return factoryFrom(new FileConfiguration(), new AllowedPaths(new DataDirectory(directory), List.of()));
    }

    @Override
    protected Map<String, Object> settingsOfMissing() {
        return Map.of("file_path", "missing.csv");
    }

    @Override
    protected List<String> expectedKeyFields() {
        return List.of();
    }

    final void write(String name, String content) {
        try {
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    final void replace(String name, String from, String to) {
        try {
            Path file = directory.resolve(name);
            Files.writeString(file, Files.readString(file).replace(from, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Files below the directory that this process holds open. Linux says so; elsewhere nothing is found.
    @Override
    protected final int openResources() {
        if (!Files.isDirectory(OPEN_FILES)) {
            return 0;
        }
        try (Stream<Path> open = Files.list(OPEN_FILES)) {
            Path real = directory.toRealPath();
            return (int) open.filter(descriptor -> leadsBelow(descriptor, real)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean leadsBelow(Path descriptor, Path folder) {
        try {
            return Files.readSymbolicLink(descriptor).startsWith(folder);
        } catch (IOException e) {
            return false; // closed since it was listed
        }
    }
}
