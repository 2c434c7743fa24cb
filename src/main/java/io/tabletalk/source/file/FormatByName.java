package io.tabletalk.source.file;

import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import io.tabletalk.source.document.DocumentParsers;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
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

    private static final String ARCHIVE = "zip";

    /// Globs of all known endings.
    static final List<String> PATTERNS = List.of("**/*.{" + String.join(",", endings()) + "}");

    private final @Nullable String encoding;
    private final DocumentParsers parsers;

    FormatByName(@Nullable String encoding, DocumentParsers parsers) {
        this.encoding = encoding;
        this.parsers = parsers;
    }

    private static List<String> endings() {
        return lowerCase()
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
            case ARCHIVE -> new ArchiveFormat(this::withinArchive, FormatByName::isKnown, parsers.maxUnpacked());
            default -> DOCUMENTS.contains(ending) ? new DocumentFormat(parsers) : new TextFormat(false, encoding);
        };
    }

    private FileFormat withinArchive(SourceFile file) {
        if (file.extension().equals(ARCHIVE)) {
            throw new SourceException(Kind.INVALID, "An archive within an archive is not opened.");
        }
        return apply(file);
    }

    /// Endings of the kinds of files that are read, for messages.
    static String readableEndings() {
        return lowerCase().collect(Collectors.joining(", "));
    }

    private static Stream<String> lowerCase() {
        return Stream.of(TEXTS.stream(), DOCUMENTS.stream().sorted(), Stream.of(ARCHIVE))
                .flatMap(Function.identity());
    }

    /// Whether the ending says what kind of file it is.
    static boolean isKnown(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return TEXTS.contains(ending) || DOCUMENTS.contains(ending) || ending.equals(ARCHIVE);
    }
}
