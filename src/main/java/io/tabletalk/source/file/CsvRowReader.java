package io.tabletalk.source.file;

import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import io.tabletalk.source.file.CsvRecords.Parsed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the rows of a CSV file by the names in its header. For one thread.
final class CsvRowReader implements RowReader {

    private final OpenText file;
    private final CsvRecords records;
    private final CsvForm form;
    private final List<String> names;
    private @Nullable Parsed unread;
    private long rows;

    /// Takes over the open file, whose first record is read: the header, or the row that tells how many columns there
    /// are.
    ///
    /// @throws SourceException INVALID when there is no header, or it cannot be read
    CsvRowReader(OpenText file, CsvForm form) {
        this.file = file;
        this.form = form;
        try {
            this.records = new CsvRecords(file.text(), form.delimiter(), form.skipLines());
            Parsed first = first();
            this.names = form.hasHeader() ? headerNames(first.values()) : numberedNames(first.values());
            this.unread = form.hasHeader() ? null : first;
        } catch (IOException e) {
            throw file.file().failure(e);
        }
    }

    private Parsed first() throws IOException {
        Parsed first = records.next();
        String name = file.file().name();
        if (first == null) {
            throw new SourceException(
                    Kind.INVALID,
                    "'" + name + "' is empty" + (form.skipLines() > 0 ? " after the lines skipped." : "."));
        }
        if (first.broken() != null) {
            throw new SourceException(
                    Kind.INVALID,
                    "'" + name + "' cannot be read: its first record, " + first.place() + ": " + first.broken());
        }
        return first;
    }

    /// The names as they stand, trimmed; a column without one is called by its number, and a name that occurs again is
    /// numbered, so that no column hides another.
    private static List<String> headerNames(List<String> header) {
        List<String> names = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i).strip();
            String base = name.isEmpty() ? "column_" + (i + 1) : name;
            String unique = base;
            for (int copy = 2; !taken.add(unique.toLowerCase(Locale.ROOT)); copy++) {
                unique = base + "_" + copy;
            }
            names.add(unique);
        }
        return List.copyOf(names);
    }

    private static List<String> numberedNames(List<String> first) {
        return headerNames(first.stream().map(value -> "").toList());
    }

    @Override
    public List<String> fieldNames() {
        return names;
    }

    @Override
    public @Nullable Row next() {
        if (rows == form.maxRows()) {
            return null;
        }
        Parsed parsed = take();
        rows++;
        return parsed == null ? null : row(parsed);
    }

    private @Nullable Parsed take() {
        Parsed first = unread;
        if (first != null) {
            unread = null;
            return first;
        }
        try {
            return records.next();
        } catch (IOException e) {
            throw file.file().failure(e);
        }
    }

    private Row row(Parsed parsed) {
        if (parsed.broken() != null) {
            return parsed.asBroken(parsed.broken());
        }
        List<String> values = parsed.values();
        if (values.size() != names.size()) {
            return parsed.asBroken("The record has " + count(values.size(), "value") + " where there are "
                    + count(names.size(), "column") + ".");
        }
        Map<String, Object> byName = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            byName.put(names.get(i), values.get(i));
        }
        return new Row.Values(parsed.number(), parsed.place(), byName);
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    @Override
    public OpenText file() {
        return file;
    }

    @Override
    public void close() {
        file.close();
    }
}
