package io.tabletalk.source.file;

import io.tabletalk.source.ReadableFiles;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import io.tabletalk.state.DataDirectory;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Decides which files may be read: those below the data directory and below `tabletalk.files.roots`, by their real
/// path, so that neither `../` nor a symbolic link leads out. Never readable are the state database, the index, the
/// cache, the logs, the files about the running server, and anything whose name (or whose folder's name) begins with a
/// dot, where credentials use to lie.
///
/// Callers open the path that comes back and no other: it was checked, and it has no link left to follow.
final class AllowedPaths implements ReadableFiles {

    private final DataDirectory data;
    private final List<Path> roots;

    /// @param extraRoots folders besides the data directory
    AllowedPaths(DataDirectory data, List<Path> extraRoots) {
        this.data = data;
        this.roots = Stream.concat(Stream.of(data.root()), extraRoots.stream())
                .map(root -> root.toAbsolutePath().normalize())
                .distinct()
                .toList();
    }

    /// The real path of an existing file or folder.
    ///
    /// @param given absolute, or relative to one of the roots; the first root that has it wins
    /// @throws SourceException INVALID when it lies outside or does not exist, DENIED when it may not be looked at
    @Override
    public Path resolve(String given) {
        List<Path> candidates = candidates(given);
        if (candidates.isEmpty()) {
            throw outside(given);
        }
        for (Path candidate : candidates) {
            if (Files.exists(candidate)) {
                return checked(given, candidate);
            }
        }
        throw new SourceException(
                Kind.INVALID,
                "There is no file or folder '" + given + "'. A relative path is looked up in " + rootNames() + ".");
    }

    /// The real path of something found below a folder that was resolved before.
    Path resolveBelow(Path folder, String name) {
        return checked(name, folder.resolve(name));
    }

    /// Whether a real path may be read.
    boolean allows(Path real) {
        return !isPrivate(real) && roots.stream().map(AllowedPaths::real).anyMatch(root -> isBelow(root, real));
    }

    /// The path as a user knows it: relative to the root that holds it, with `/` between its parts.
    String nameOf(Path real) {
        return roots.stream()
                .map(AllowedPaths::real)
                .filter(real::startsWith)
                .map(root -> root.relativize(real).toString().replace('\\', '/'))
                .findFirst()
                .orElse(real.toString());
    }

    private List<Path> candidates(String given) {
        Path path = parsed(given);
        if (path.isAbsolute()) {
            Path normal = path.normalize();
            return roots.stream().anyMatch(root -> normal.startsWith(root) || normal.startsWith(real(root)))
                    ? List.of(normal)
                    : List.of();
        }
        return roots.stream()
                .filter(root -> root.resolve(path).normalize().startsWith(root))
                .map(root -> root.resolve(path).normalize())
                .toList();
    }

    /// @throws SourceException INVALID when it cannot be a path
    static Path parsed(String given) {
        if (given.isBlank()) {
            throw new SourceException(Kind.INVALID, "No file is named: `file_path` is empty.");
        }
        try {
            return Path.of(given.strip());
        } catch (InvalidPathException e) {
            throw new SourceException(Kind.INVALID, "'" + e.getReason() + "': this is no valid file path.", e);
        }
    }

    private Path checked(String given, Path path) {
        Path real;
        try {
            real = path.toRealPath();
        } catch (NoSuchFileException e) {
            throw new SourceException(Kind.INVALID, "There is no file or folder '" + given + "' any more.", e);
        } catch (AccessDeniedException e) {
            throw new SourceException(Kind.DENIED, "'" + given + "' may not be read: permission denied.", e);
        } catch (IOException e) {
            throw new SourceException(Kind.UNAVAILABLE, "'" + given + "' cannot be looked at: " + e.getMessage(), e);
        }
        if (!allows(real)) {
            throw outside(given);
        }
        return real;
    }

    /// Beside a file of Tabletalk's may lie others whose names begin with its name: `-wal`, `.new`.
    private boolean isPrivate(Path real) {
        Path root = real(data.root());
        if (!real.startsWith(root) || real.equals(root)) {
            return false;
        }
        Path first = root.relativize(real).getName(0);
        boolean inFolder = Stream.of(data.index(), data.cache(), data.logs())
                .anyMatch(folder -> first.equals(folder.getFileName()));
        boolean isFile = root.equals(real.getParent())
                && Stream.of(data.database(), data.serverAddress(), data.serverLock())
                        .anyMatch(file ->
                                first.toString().startsWith(file.getFileName().toString()));
        return inFolder || isFile;
    }

    private static boolean isBelow(Path root, Path real) {
        if (!real.startsWith(root)) {
            return false;
        }
        for (Path part : root.relativize(real)) {
            if (part.toString().startsWith(".")) {
                return false;
            }
        }
        return true;
    }

    /// Roots may themselves be links, and may appear after the start: a mounted disk.
    private static Path real(Path root) {
        try {
            return root.toRealPath();
        } catch (IOException e) {
            return root; // not there: then nothing lies below it
        }
    }

    private SourceException outside(String given) {
        return new SourceException(
                Kind.INVALID,
                "'" + given + "' may not be read. Readable are files below " + rootNames()
                        + ", except hidden files and Tabletalk's own. To allow another folder, name it in"
                        + " `tabletalk.files.roots`.");
    }

    private String rootNames() {
        return String.join(", ", roots.stream().map(Path::toString).toList());
    }
}
