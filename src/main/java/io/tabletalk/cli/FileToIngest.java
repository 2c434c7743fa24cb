package io.tabletalk.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/// A file or folder that the user named.
///
/// @param name as the user gave it
/// @param path absolute
record FileToIngest(String name, Path path) {

    /// @throws CommandFailure when it is not there or may not be read
    static FileToIngest of(Path given, Path workingDirectory) {
        Path path = workingDirectory.resolve(given).normalize();
        if (!Files.exists(path)) {
            throw new CommandFailure(ExitCode.FAILED, "There is no file " + given + ".");
        }
        if (!Files.isReadable(path)) {
            throw new CommandFailure(ExitCode.FAILED, "The file " + given + " may not be read: permission denied.");
        }
        return new FileToIngest(given.toString(), path);
    }

    boolean isFolder() {
        return Files.isDirectory(path);
    }

    /// Does it consist of rows that a key tells apart?
    boolean isTable() {
        return Set.of("csv", "json", "jsonl").contains(type());
    }

    /// The kind of source, told by the ending of the name.
    String type() {
        if (isFolder()) {
            return "folder";
        }
        String fileName = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        return switch (fileName.substring(fileName.lastIndexOf('.') + 1)) {
            case "csv", "tsv", "tab" -> "csv";
            case "json" -> "json";
            case "jsonl", "ndjson" -> "jsonl";
            case "md", "markdown" -> "markdown";
            case "txt", "text" -> "text";
            default -> "file";
        };
    }
}
