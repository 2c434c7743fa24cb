package io.tabletalk.index.lucene;

import io.tabletalk.index.IndexException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The folders in which indexes lie: the one that answers, and perhaps one that is to replace it. A small file beside
/// them names the one that answers; it is replaced as a whole, so that after a crash it is either the old or the new
/// one.
///
/// @param first the folder that answers until another was switched to
record IndexFolders(Path first) {

    /// The folder that answers; it need not exist yet.
    Path current() {
        try {
            return Files.exists(pointer())
                    ? first.resolveSibling(Files.readString(pointer()).strip())
                    : first;
        } catch (IOException e) {
            throw new IndexException("The file " + pointer() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /// From now on, also after a crash, this folder answers.
    void switchTo(Path folder) {
        Path partial = first.resolveSibling(pointer().getFileName() + ".new");
        try {
            byte[] name = folder.getFileName().toString().getBytes(StandardCharsets.UTF_8);
            Files.write(partial, name);
            try (FileChannel file = FileChannel.open(partial, StandardOpenOption.WRITE)) {
                file.force(true); // or the name could reach the disk after the switch to it
            }
            Files.move(partial, pointer(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new IndexException("The index in " + folder + " cannot be switched to: " + e.getMessage(), e);
        }
    }

    /// The folder of an index that was begun with these vectors and does not answer yet.
    Optional<Path> begun(String fingerprint) {
        return others().stream()
                .filter(folder -> Session.fingerprintOf(folder).equals(Optional.of(fingerprint)))
                .findFirst();
    }

    /// A folder that does not exist yet.
    Path fresh() {
        int number = 2;
        while (Files.exists(numbered(number)) || numbered(number).equals(current())) {
            number++;
        }
        return numbered(number);
    }

    /// Deletes what neither answers nor is to be gone on with.
    void deleteOthers(@Nullable Path begun) {
        others().stream().filter(folder -> !folder.equals(begun)).forEach(IndexFolders::delete);
    }

    static void delete(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                        throws IOException {
                    Files.delete(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new IndexException("The folder " + folder + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    private List<Path> others() {
        Path parent = first.toAbsolutePath().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            return List.of();
        }
        Path current = current().toAbsolutePath();
        try (Stream<Path> files = Files.list(parent)) {
            return files.filter(Files::isDirectory)
                    .filter(file -> file.equals(first.toAbsolutePath()) || isNumbered(file))
                    .filter(file -> !file.equals(current))
                    .toList();
        } catch (IOException e) {
            throw new IndexException("The folder " + parent + " cannot be read: " + e.getMessage(), e);
        }
    }

    private boolean isNumbered(Path folder) {
        String prefix = first.getFileName() + "-";
        String name = folder.getFileName().toString();
        return name.startsWith(prefix) && name.substring(prefix.length()).matches("\\d{1,9}");
    }

    private Path numbered(int number) {
        return first.resolveSibling(first.getFileName() + "-" + number);
    }

    private Path pointer() {
        return first.resolveSibling(first.getFileName() + ".current");
    }
}
