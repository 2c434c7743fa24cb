package io.tabletalk.source.file;

import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/// The files of a folder and of all folders in it. Hidden files and folders are left out, and so are symbolic links:
/// what they lead to is read where it lies, and only once.
///
/// @param folder  its real path
/// @param include glob patterns of paths within the folder, such as `**/*.md`; a file is taken when one matches
/// @param exclude glob patterns; a file is left out when one matches
record FolderFiles(AllowedPaths allowed, Path folder, List<PathMatcher> include, List<PathMatcher> exclude)
        implements FileSet {

    static FolderFiles of(AllowedPaths allowed, Path folder, List<String> include, List<String> exclude) {
        return new FolderFiles(allowed, folder, matchers(include), matchers(exclude));
    }

    private static List<PathMatcher> matchers(List<String> patterns) {
        List<PathMatcher> matchers = new ArrayList<>();
        for (String pattern : patterns) {
            matchers.add(matcher(pattern));
            if (pattern.startsWith("**/")) { // as everywhere but in Java, this also means the folder itself
                matchers.add(matcher(pattern.substring(3)));
            }
        }
        return List.copyOf(matchers);
    }

    private static PathMatcher matcher(String pattern) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        } catch (PatternSyntaxException e) {
            throw new SourceException(
                    Kind.INVALID, "'" + pattern + "' is no valid pattern: " + e.getDescription() + ".", e);
        }
    }

    @Override
    public List<SourceFile> list() {
        List<SourceFile> found = new ArrayList<>();
        try {
            Files.walkFileTree(folder, new Collector(found));
        } catch (IOException e) {
            throw new SourceFile(folder, String.valueOf(folder.getFileName())).failure(e);
        }
        found.sort(Comparator.comparing(SourceFile::name));
        return found;
    }

    @Override
    public SourceFile find(String name) {
        return new SourceFile(allowed.resolveBelow(folder, name), name);
    }

    private boolean takes(Path within) {
        return include.stream().anyMatch(matcher -> matcher.matches(within))
                && exclude.stream().noneMatch(matcher -> matcher.matches(within));
    }

    private String nameOf(Path path) {
        return path.startsWith(folder) ? folder.relativize(path).toString().replace('\\', '/') : path.toString();
    }

    private final class Collector extends SimpleFileVisitor<Path> {

        private final List<SourceFile> found;

        private Collector(List<SourceFile> found) {
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return allowed.allows(directory) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && allowed.allows(file) && takes(folder.relativize(file))) {
                found.add(new SourceFile(file, nameOf(file)));
            }
            return FileVisitResult.CONTINUE;
        }

        /// A part that cannot be looked at fails the whole: its files would otherwise pass for deleted. One that was
        /// deleted meanwhile is no part any more.
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            if (failure instanceof NoSuchFileException && !file.equals(folder)) {
                return FileVisitResult.CONTINUE;
            }
            throw new SourceFile(file, nameOf(file)).failure(failure);
        }
    }
}
