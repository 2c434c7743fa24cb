package io.tabletalk.source.file;

import com.fasterxml.jackson.annotation.JsonAlias;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/// A file of running text, or a file of any form that its name tells.
///
/// @param filePath          below the data directory or `tabletalk.files.roots`
/// @param tableOrCollection the same, for clients that name every kind of source alike; `file_path` wins
/// @param encoding          by default UTF-8, or what the byte order mark at the file's start says
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record TextSettings(
        @Nullable String filePath,
        @JsonAlias("table") @Nullable String tableOrCollection,
        @Nullable String encoding) implements FileSettings {}
