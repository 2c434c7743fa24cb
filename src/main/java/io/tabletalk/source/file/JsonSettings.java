package io.tabletalk.source.file;

import com.fasterxml.jackson.annotation.JsonAlias;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/// A JSON file: an array of objects, one object, or one object a line. Fields of nested objects are named by their path
/// (`address.city`).
///
/// @param filePath          below the data directory or `tabletalk.files.roots`
/// @param tableOrCollection the same, for clients that name every kind of source alike; `file_path` wins
/// @param encoding          by default UTF-8, or what the byte order mark at the file's start says
/// @param records           a JSON pointer (RFC 6901) to the array of records, such as `/result/items`; by default the
///                          file is the array. Only for `json`.
/// @param columns           the fields to read; all by default
/// @param textColumns       the fields to search by meaning; by default those that hold words
/// @param metadataColumns   the fields to filter on; by default all that are not long text
/// @param keyColumns        the fields that together identify a record; by default the file and its number do
/// @param types             by field: integer, number, boolean, date, timestamp, text. A record with another value is
///                          unreadable.
/// @param defaults          by field: what stands for a missing value
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record JsonSettings(
        @Nullable String filePath,
        @JsonAlias("table") @Nullable String tableOrCollection,
        @Nullable String encoding,
        @Nullable String records,

        @JsonAlias({"columns_or_fields", "fields"}) @Nullable
        List<String> columns,

        @JsonAlias("text_fields") @Nullable List<String> textColumns,
        @JsonAlias("metadata_fields") @Nullable List<String> metadataColumns,
        @JsonAlias("key_fields") @Nullable List<String> keyColumns,
        @Nullable Map<String, ColumnType> types,
        @Nullable Map<String, String> defaults)
        implements FileSettings {

    /// One JSON value, read as a whole from its beginning.
    FileFormat format() {
        JsonPointer pointer = pointer();
        return new TableFormat(
                file -> OpenText.open(file, encoding).readBy(text -> new JsonRowReader(text, pointer)), rows(), true);
    }

    /// One object a line.
    FileFormat linesFormat() {
        if (records != null && !records.isEmpty()) {
            throw new SourceException(Kind.INVALID, "`records` is for JSON files; of JSON Lines, every line is one.");
        }
        return new TableFormat(file -> OpenText.open(file, encoding).readBy(JsonLinesRowReader::new), rows(), true);
    }

    private JsonPointer pointer() {
        try {
            return JsonPointer.compile(records == null || records.equals("/") ? "" : records);
        } catch (IllegalArgumentException e) {
            throw new SourceException(
                    Kind.INVALID, "'" + records + "' is no JSON pointer. One looks like /result/items.", e);
        }
    }

    private RowSettings rows() {
        return RowSettings.of(columns, textColumns, metadataColumns, keyColumns, types, defaults);
    }

    /// Everything by default.
    static JsonSettings of(@Nullable String filePath, @Nullable String encoding) {
        return new JsonSettings(filePath, null, encoding, null, null, null, null, null, null, null);
    }
}
