package io.tabletalk.source.file;

import io.tabletalk.source.document.DocumentParsers;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Knows a file's form by the ending of its name; what has none of the known endings is read as plain text.
final class FormatByName implements Function<SourceFile, FileFormat> {

    private static final List<String> TEXTS = List.of(
            "csv",
            "tsv",
            "tab",
            "json",
            "jsonl",
            "ndjson",
            "md",
            "markdown",
            "txt",
            "text",
            "adoc",
            "asciidoc",
            "vtt",
            "srt");

    private static final Set<String> DOCUMENTS = Set.of(
            "pdf", "docx", "docm", "doc", "rtf", "odt", "pptx", "pptm", "ppsx", "ppt", "odp", "xlsx", "xlsm", "xls",
            "ods", "html", "htm", "xhtml", "xml", "epub", "eml", "msg");

    /// Globs of all known endings.
    static final List<String> PATTERNS = List.of("**/*.{" + String.join(",", endings()) + "}");

    private final @Nullable String encoding;
    private final DocumentParsers parsers;

    FormatByName(@Nullable String encoding, DocumentParsers parsers) {
        this.encoding = encoding;
        this.parsers = parsers;
    }

    private static List<String> endings() {
        return Stream.concat(TEXTS.stream(), DOCUMENTS.stream().sorted())
                .flatMap(ending -> Stream.of(ending, ending.toUpperCase(Locale.ROOT)))
                .toList();
    }

    @Override
    public FileFormat apply(SourceFile file) {
        String ending = file.extension();
        return switch (ending) {
            case "csv", "tsv", "tab" -> CsvSettings.of(null, encoding).format();
            case "json" -> JsonSettings.of(null, encoding).format();
            case "jsonl", "ndjson" -> JsonSettings.of(null, encoding).linesFormat();
            case "md", "markdown" -> new TextFormat(true, encoding);
            default -> DOCUMENTS.contains(ending) ? new DocumentFormat(parsers) : new TextFormat(false, encoding);
        };
    }
}
