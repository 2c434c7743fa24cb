package io.tabletalk.source.file;

import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import org.jspecify.annotations.Nullable;

/// The settings of a source of files.
sealed interface FileSettings permits CsvSettings, JsonSettings, TextSettings, FolderSettings {

    /// The file's or folder's path, when it is given by that name.
    @Nullable
    String filePath();

    /// The same under the name that suits every kind of source.
    @Nullable
    String tableOrCollection();

    /// The path, under whichever name it was given.
    ///
    /// @throws SourceException INVALID when it is missing
    default String path() {
        String path = filePath() != null && !filePath().isBlank() ? filePath() : tableOrCollection();
        if (path == null || path.isBlank()) {
            throw new SourceException(Kind.INVALID, "No file is named: set `file_path`.");
        }
        return path.strip();
    }
}
