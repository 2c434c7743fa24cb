package io.tabletalk.source.file;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/// A folder with everything in it, each file read by the form that its name tells.
///
/// @param filePath          the folder, below the data directory or `tabletalk.files.roots`
/// @param tableOrCollection the same, for clients that name every kind of source alike; `file_path` wins
/// @param include           patterns of paths within the folder, such as `**/*.md`; by default all forms that are known
/// @param exclude           patterns of paths to leave out
/// @param watch             whether to follow what happens in the folder, once it has been read; yes when missing
/// @param encoding          of all files, by default UTF-8 or what the mark at a file's start says
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record FolderSettings(
        @JsonAlias("folder_path") @Nullable String filePath,
        @JsonAlias("table") @Nullable String tableOrCollection,
        @Nullable List<String> include,
        @Nullable List<String> exclude,
        @Nullable Boolean watch,
        @Nullable String encoding)
        implements FileSettings {

    boolean isWatched() {
        return watch == null || watch;
    }

    List<String> included() {
        return include == null || include.isEmpty() ? FormatByName.PATTERNS : include;
    }

    List<String> excluded() {
        return exclude == null ? List.of() : exclude;
    }
}
