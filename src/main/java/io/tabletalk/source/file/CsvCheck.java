package io.tabletalk.source.file;

import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.source.file.FileFormat.Records;
import io.tabletalk.source.file.RowLayout.Field;
import io.tabletalk.source.file.TableFormat.Beginning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Looks at a CSV file without taking anything from it: how it is written, what its columns are, which rows cannot be
/// read.
final class CsvCheck {

    /// Rows looked at; a second's work.
    static final int MAX_ROWS = 100_000;

    private static final int MAX_PROBLEMS = 50;
    private static final int SHOWN_ROWS = 5;
    private static final SourceId NOBODY = new SourceId("check");

    private CsvCheck() {}

    /// What was found.
    ///
    /// @param valid      whether every row looked at can be read
    /// @param message    the same in a sentence
    /// @param columns    their names in order
    /// @param types      by column: declared or inferred
    /// @param textFields the columns that are searched by meaning
    /// @param rowCount   rows that can be read, among those looked at
    /// @param complete   whether all rows were looked at
    /// @param problems   rows that cannot be read, the first 50
    /// @param sampleData the first rows as text, long values cut
    record Report(
            boolean valid,
            String message,
            String filePath,
            @Nullable String delimiter,
            @Nullable String encoding,
            boolean hasHeader,
            List<String> columns,
            Map<String, String> types,
            List<String> textFields,
            long rowCount,
            boolean complete,
            List<Problem> problems,
            List<Map<String, Object>> sampleData) {}

    /// @param place   where, with the line's number
    /// @param excerpt what stands there
    record Problem(String place, String reason, String excerpt) {}

    /// Checks the file. What is wrong with its content is in the report.
    ///
    /// @throws SourceException when the file may not be read, or the settings cannot be right for any file
    static Report of(SourceFile file, CsvSettings settings) {
        CsvForm form = settings.form(file);
        try {
            return report(file, settings, form);
        } catch (SourceException e) {
            if (e.kind() != SourceException.Kind.INVALID) {
                throw e;
            }
            return unreadable(file, settings, form, e);
        }
    }

    private static Report report(SourceFile file, CsvSettings settings, CsvForm form) {
        TableFormat format = settings.format();
        Beginning beginning = format.beginning(file);
        List<Problem> problems = new ArrayList<>();
        long readable = 0;
        long unreadable = 0;
        boolean complete;
        try (Records records = format.open(NOBODY, file)) {
            SourceRecord next = records.next();
            while (next != null && readable + unreadable < MAX_ROWS) {
                switch (next) {
                    case SourceRecord.Readable good -> readable++;
                    case SourceRecord.Gone gone ->
                        throw new IllegalStateException("A file says nothing of what is gone");
                    case SourceRecord.Unreadable bad -> {
                        unreadable++;
                        if (problems.size() < MAX_PROBLEMS) {
                            problems.add(new Problem(bad.place(), bad.reason(), bad.excerpt()));
                        }
                    }
                }
                next = records.next();
            }
            complete = next == null;
        }
        return new Report(
                unreadable == 0,
                message(readable, unreadable, complete),
                settings.path(),
                String.valueOf(form.delimiter()),
                beginning.encoding(),
                form.hasHeader(),
                beginning.layout().fields().stream().map(Field::name).toList(),
                types(beginning),
                beginning.layout().fields().stream()
                        .filter(Field::text)
                        .map(Field::name)
                        .toList(),
                readable,
                complete,
                problems,
                beginning.sample().stream()
                        .limit(SHOWN_ROWS)
                        .map(TableFormat::shown)
                        .toList());
    }

    private static Map<String, String> types(Beginning beginning) {
        Map<String, String> types = new LinkedHashMap<>();
        beginning
                .layout()
                .fields()
                .forEach(field -> types.put(field.name(), field.type().label()));
        return types;
    }

    private static String message(long readable, long unreadable, boolean complete) {
        String looked = complete ? "" : " The first " + MAX_ROWS + " rows were looked at.";
        return unreadable == 0
                ? "All " + readable + " rows can be read." + looked
                : readable + " rows can be read, " + unreadable + " cannot." + looked;
    }

    private static Report unreadable(SourceFile file, CsvSettings settings, CsvForm form, SourceException failure) {
        return new Report(
                false,
                failure.getMessage(),
                settings.path(),
                String.valueOf(form.delimiter()),
                settings.encoding(),
                form.hasHeader(),
                List.of(),
                Map.of(),
                List.of(),
                0,
                true,
                List.of(new Problem(file.name(), failure.getMessage(), "")),
                List.of());
    }
}
