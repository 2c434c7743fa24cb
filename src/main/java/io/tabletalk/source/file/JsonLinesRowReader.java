package io.tabletalk.source.file;

import io.tabletalk.source.SourceRecord;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/// Reads a file with one JSON object a line. The record's number is the line's. For one thread.
final class JsonLinesRowReader implements RowReader {

    private final OpenText file;
    private final Lines lines;

    JsonLinesRowReader(OpenText file) {
        this.file = file;
        this.lines = new Lines(file.text());
    }

    @Override
    public List<String> fieldNames() {
        return List.of();
    }

    @Override
    public @Nullable Row next() {
        try {
            Line line = lines.next();
            while (line != null && line.text().isBlank()) {
                line = lines.next();
            }
            return line == null ? null : row(line);
        } catch (IOException e) {
            throw file.file().failure(e);
        }
    }

    private static Row row(Line line) {
        if (line.fault() != null) {
            return broken(line, line.fault().sentence());
        }
        if (line.tooLong()) {
            return broken(line, "The line is longer than " + Lines.MAX_LENGTH + " characters.");
        }
        try (JsonParser parser = JsonFields.FACTORY.createParser(ObjectReadContext.empty(), line.text())) {
            JsonToken token = parser.nextToken();
            if (token != JsonToken.START_OBJECT) {
                return broken(line, "The line holds " + JsonRowReader.what(token) + " where an object is needed.");
            }
            JsonFields.Read read = JsonFields.read(parser);
            if (parser.nextToken() != null) {
                return broken(line, "The line goes on after the end of its object.");
            }
            return JsonRowReader.rowOf(line.number(), place(line), read, excerpt(line));
        } catch (JacksonException e) {
            return broken(
                    line, "No valid JSON at column " + e.getLocation().getColumnNr() + ": " + JsonRowReader.why(e));
        }
    }

    private static Row.Broken broken(Line line, String reason) {
        return new Row.Broken(line.number(), place(line), reason, excerpt(line));
    }

    private static String place(Line line) {
        return "line " + line.number();
    }

    private static String excerpt(Line line) {
        int shown = Math.min(line.text().length(), SourceRecord.Unreadable.MAX_EXCERPT);
        return line.text().substring(0, shown).stripTrailing();
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
