package io.tabletalk.cli;

import io.tabletalk.state.DataDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/// The files of an index that another is built in place of: its folder, and those beside it that changes of the
/// embedding model have left.
///
/// @param from where they belong
/// @param to   where they are meanwhile
record PutAsideIndex(Path from, Path to, String name) {

    /// Moves them away. What an earlier, unfinished rebuilding put aside is deleted: it was the older one.
    static PutAsideIndex in(Path dataDirectory) {
        Path index = new DataDirectory(dataDirectory).index();
        PutAsideIndex aside = new PutAsideIndex(
                dataDirectory,
                dataDirectory.resolve("index-before-rebuild"),
                index.getFileName().toString());
        aside.delete();
        move(aside.filesIn(aside.from), aside.to);
        return aside;
    }

    void putBack() {
        filesIn(from).forEach(PutAsideIndex::delete);
        move(filesIn(to), from);
        delete();
    }

    void delete() {
        delete(to);
    }

    private List<Path> filesIn(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file ->
                            file.getFileName().toString().matches(name + "(-\\d+|\\.current|\\.current\\.new)?"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void move(List<Path> files, Path folder) {
        try {
            Files.createDirectories(folder);
            for (Path file : files) {
                Files.move(file, folder.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            FileSystemUtils.deleteRecursively(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
