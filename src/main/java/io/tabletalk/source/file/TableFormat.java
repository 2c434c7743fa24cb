package io.tabletalk.source.file;

import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.source.SourceSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Files that hold many records with named fields: CSV, JSON, JSON Lines. Each record becomes one document.
///
/// @param open     starts to read a file's records
/// @param settings what the user said about the fields
/// @param typed    whether files of this form tell numbers and truth values from text
record TableFormat(Function<SourceFile, RowReader> open, RowSettings settings, boolean typed) implements FileFormat {

    private static final int SAMPLE_ROWS = 200;
    private static final int SAMPLE_CHARACTERS = 4 * 1024 * 1024;
    private static final int SHOWN_ROWS = 5;
    private static final int SHOWN_CHARACTERS = 200;

    /// The first records of a file and what follows from them.
    ///
    /// @param rows     how many records the file has, or about how many; null when nothing can be said
    /// @param encoding the encoding's name
    record Beginning(
            RowLayout layout,
            List<Map<String, Object>> sample,
            @Nullable Long rows,
            String encoding) {}

    @Override
    public SourceSchema schema(SourceFile file) {
        Beginning beginning = beginning(file);
        return new SourceSchema(
                beginning.layout().fields().stream()
                        .map(field -> new SourceSchema.Field(
                                field.name(), field.type().label(), field.nullable(), field.text()))
                        .toList(),
                settings.key(),
                beginning.rows(),
                beginning.sample().stream()
                        .limit(SHOWN_ROWS)
                        .map(TableFormat::shown)
                        .toList());
    }

    @Override
    public Records open(SourceId source, SourceFile file) {
        RowLayout layout = beginning(file).layout();
        return new Documents(open.apply(file), new RowDocuments(source, file.name(), layout));
    }

    @Override
    public @Nullable String keyPrefix(SourceFile file) {
        return settings.key().isEmpty() ? RowDocuments.keyPrefix(file.name()) : null;
    }

    /// Reads the beginning of a file.
    Beginning beginning(SourceFile file) {
        try (RowReader reader = open.apply(file)) {
            List<Map<String, Object>> sample = new ArrayList<>();
            long characters = 0;
            long rows = 0;
            Row row = reader.next();
            while (row != null) {
                rows++;
                if (row instanceof Row.Values values) {
                    sample.add(values.values());
                    characters += size(values.values());
                }
                boolean enough = rows >= SAMPLE_ROWS || characters >= SAMPLE_CHARACTERS;
                row = enough ? null : reader.next();
            }
            RowLayout layout = new RowLayout(file.name(), settings, reader.fieldNames(), typed, sample);
            String encoding = reader.file().encoding().charset().name();
            return new Beginning(layout, sample, estimate(reader, rows), encoding);
        }
    }

    private static @Nullable Long estimate(RowReader reader, long rows) {
        long read = reader.file().text().bytesRead();
        return read == 0 ? null : Math.max(rows, rows * reader.file().size() / read);
    }

    private static long size(Map<String, Object> values) {
        return values.values().stream()
                .mapToLong(value -> value.toString().length())
                .sum();
    }

    /// The values as text, long ones cut.
    static Map<String, Object> shown(Map<String, Object> values) {
        Map<String, Object> shown = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            String text = value.toString();
            shown.put(name, text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…");
        });
        return shown;
    }

    private record Documents(RowReader rows, RowDocuments documents) implements Records {

        @Override
        public @Nullable SourceRecord next() {
            Row row = rows.next();
            if (row == null) {
                rows.file().verifyUnchanged();
                return null;
            }
            return documents.recordOf(row);
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
