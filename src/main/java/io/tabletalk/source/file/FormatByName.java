package io.tabletalk.source.file;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Knows a file's form by the ending of its name; what has none of the known endings is read as plain text.
final class FormatByName implements Function<SourceFile, FileFormat> {

    /// Globs of all known endings.
    static final List<String> PATTERNS =
            List.of("**/*.{csv,tsv,tab,json,jsonl,ndjson,md,markdown,txt,text,CSV,TSV,TAB,JSON,JSONL,NDJSON,MD,TXT}");

    private final @Nullable String encoding;

    FormatByName(@Nullable String encoding) {
        this.encoding = encoding;
    }

    @Override
    public FileFormat apply(SourceFile file) {
        return switch (file.extension()) {
            case "csv", "tsv", "tab" -> CsvSettings.of(null, encoding).format();
            case "json" -> JsonSettings.of(null, encoding).format();
            case "jsonl", "ndjson" -> JsonSettings.of(null, encoding).linesFormat();
            case "md", "markdown" -> new TextFormat(true, encoding);
            default -> new TextFormat(false, encoding);
        };
    }
}
