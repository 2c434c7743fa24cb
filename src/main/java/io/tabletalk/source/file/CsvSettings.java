package io.tabletalk.source.file;

import com.fasterxml.jackson.annotation.JsonAlias;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/// A CSV file.
///
/// @param filePath          below the data directory or `tabletalk.files.roots`
/// @param tableOrCollection the same, for clients that name every kind of source alike; `file_path` wins
/// @param delimiter         one character, `\t` or `tab`; found out when missing
/// @param hasHeader         whether the first row has the column names, which is the default; otherwise the columns are
///                          `column_1`, `column_2`, …
/// @param encoding          by default UTF-8, or what the byte order mark at the file's start says
/// @param columns           the columns to read; all by default
/// @param textColumns       the columns to search by meaning; by default those that hold words
/// @param metadataColumns   the columns to filter on; by default all that are not long text
/// @param keyColumns        the columns that together identify a row; by default the file and row number do
/// @param types             by column: integer, number, boolean, date, timestamp, text. A row with another value is
///                          unreadable. The others are inferred.
/// @param defaults          by column: what stands for a blank value
/// @param chunkSize         accepted, without effect: a file is read as one stream, and cut into batches afterwards
/// @param skipRows          lines before the header that do not belong to the table
/// @param maxRows           the most rows to read; all by default
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record CsvSettings(
        @Nullable String filePath,
        @JsonAlias("table") @Nullable String tableOrCollection,
        @Nullable String delimiter,
        @Nullable Boolean hasHeader,
        @Nullable String encoding,

        @JsonAlias({"columns_or_fields", "fields"}) @Nullable
        List<String> columns,

        @JsonAlias("text_fields") @Nullable List<String> textColumns,
        @JsonAlias("metadata_fields") @Nullable List<String> metadataColumns,
        @JsonAlias("key_fields") @Nullable List<String> keyColumns,
        @Nullable Map<String, ColumnType> types,
        @Nullable Map<String, String> defaults,
        @Min(1) @Nullable Integer chunkSize,
        @Min(0) @Nullable Integer skipRows,
        @Min(1) @Nullable Long maxRows)
        implements FileSettings {

    /// How the file is written, found out where it was not said.
    CsvForm form(SourceFile file) {
        int skipped = skipRows == null ? 0 : skipRows;
        return new CsvForm(
                delimiter == null || delimiter.isEmpty()
                        ? Delimiter.guess(file, encoding, skipped)
                        : Delimiter.named(delimiter),
                hasHeader == null || hasHeader,
                skipped,
                maxRows == null ? Long.MAX_VALUE : maxRows);
    }

    TableFormat format() {
        return new TableFormat(
                this::open, RowSettings.of(columns, textColumns, metadataColumns, keyColumns, types, defaults), false);
    }

    RowReader open(SourceFile file) {
        CsvForm form = form(file);
        return OpenText.open(file, encoding).readBy(text -> new CsvRowReader(text, form));
    }

    /// Everything by default.
    static CsvSettings of(@Nullable String filePath, @Nullable String encoding) {
        return new CsvSettings(
                filePath, null, null, null, encoding, null, null, null, null, null, null, null, null, null);
    }
}
