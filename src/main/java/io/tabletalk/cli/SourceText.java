package io.tabletalk.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Sources in words.
final class SourceText {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final int MAX_VALUE = 100;

    private SourceText() {}

    /// What a source reads: its file, table or collection, and where that lies.
    static String reads(JsonNode settings) {
        String what = first(settings, "file_path", "table_or_collection", "table", "collection");
        String where = first(settings, "database");
        return where.isEmpty() ? what : what + " in " + where;
    }

    /// A time of the API in the user's own time zone, to the minute.
    static String time(String instant) {
        try {
            return TIME.format(Instant.parse(instant).atZone(ZoneId.systemDefault()));
        } catch (DateTimeException e) {
            return instant;
        }
    }

    /// When a source is read next by itself, if it is.
    static String nextRun(JsonNode source) {
        return source.path("paused").asBoolean(false)
                ? "paused"
                : time(source.path("next_run").asString(""));
    }

    /// How a live source is followed; empty for others.
    static String live(JsonNode source) {
        String state = source.at("/live/state").asString("");
        return state.equals("failing") ? "NOT FOLLOWED" : state;
    }

    /// How the last read of a source ended, when not well; empty otherwise.
    static String lastRead(JsonNode source) {
        return switch (source.at("/last_read/status").asString("")) {
            case "failed" -> "FAILED";
            case "completed_with_errors" -> "WITH ERRORS";
            default -> "";
        };
    }

    /// The same as a sentence, with what is known of it.
    static String lastReadInWords(JsonNode source) {
        if (lastRead(source).isEmpty()) {
            return "";
        }
        JsonNode read = source.path("last_read");
        List<String> failed = new ArrayList<>();
        if (read.path("failed").asLong(0) > 0) {
            failed.add(count(read.path("failed").asLong(), "document"));
        }
        if (read.path("splits_failed").asInt(0) > 0) {
            failed.add(count(read.path("splits_failed").asInt(), "part"));
        }
        String error = read.path("error").asString("");
        return (read.path("status").asString("").equals("failed") ? "failed" : "ended with errors")
                + (failed.isEmpty() ? "." : ": " + String.join(" and ", failed) + " failed.")
                + (error.isEmpty() ? "" : " " + error)
                + " Why: GET /api/dead-letters?source="
                + inPath(source.path("name").asString(""));
    }

    private static String schedule(JsonNode source) {
        String every = source.at("/schedule/every").asString("");
        String cron = source.at("/schedule/cron").asString("");
        return every.isEmpty() ? cron : "every " + every;
    }

    static String inPath(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static List<String> definition(JsonNode source) {
        List<String> lines = new ArrayList<>();
        lines.add("name      " + source.path("name").asString(""));
        lines.add("type      " + source.path("type").asString(""));
        lines.add("updated   " + time(source.path("updated_at").asString("")));
        add(lines, "synced", time(source.path("last_synced").asString("")));
        add(lines, "last read", lastReadInWords(source));
        add(lines, "schedule", schedule(source));
        add(lines, "next run", nextRun(source));
        add(lines, "live", live(source));
        add(lines, "problem", source.at("/live/problem").asString(""));
        add(lines, "current", time(source.at("/live/applied_up_to").asString("")));
        for (Map.Entry<String, JsonNode> setting : source.path("settings").properties()) {
            if (!setting.getValue().isNull()) {
                lines.add("setting   " + setting.getKey() + " = " + value(setting.getValue()));
            }
        }
        return lines;
    }

    /// A number and what it counts: `1 field`, `2,000 fields`.
    static String count(long count, String what) {
        return "%,d %s%s".formatted(count, what, count == 1 ? "" : "s");
    }

    private static void add(List<String> lines, String name, String value) {
        if (!value.isEmpty()) {
            lines.add("%-10s%s".formatted(name, value));
        }
    }

    static List<String> schema(JsonNode schema) {
        List<String> lines = new ArrayList<>();
        JsonNode rows = schema.path("estimated_rows");
        lines.add("rows      " + (rows.isNumber() ? "about %,d".formatted(rows.asLong()) : "not known before reading"));
        lines.add("");
        TextTable fields = new TextTable("FIELD", "TYPE", "");
        for (JsonNode field : schema.path("fields")) {
            fields.add(field.path("name").asString(""), field.path("type").asString(""), notes(field, schema));
        }
        lines.addAll(fields.lines());
        for (JsonNode sample : schema.path("samples")) {
            lines.add("");
            for (Map.Entry<String, JsonNode> entry : sample.properties()) {
                lines.add("  " + entry.getKey() + ": " + value(entry.getValue()));
            }
        }
        return lines;
    }

    private static String notes(JsonNode field, JsonNode schema) {
        List<String> notes = new ArrayList<>();
        for (JsonNode key : schema.path("key_fields")) {
            if (key.asString("").equals(field.path("name").asString(""))) {
                notes.add("key");
            }
        }
        if (field.path("text").asBoolean(false)) {
            notes.add("text");
        }
        return String.join(", ", notes);
    }

    private static String first(JsonNode settings, String... names) {
        for (String name : names) {
            JsonNode value = settings.path(name);
            if (value.isString() && !value.asString().isBlank()) {
                return value.asString();
            }
        }
        return "";
    }

    private static String value(JsonNode value) {
        String text = value.isString() ? value.asString() : value.toString();
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= MAX_VALUE ? line : line.substring(0, MAX_VALUE) + "…";
    }
}
