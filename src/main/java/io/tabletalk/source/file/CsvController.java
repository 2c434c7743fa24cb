package io.tabletalk.source.file;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tabletalk.source.Source;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.Sources;
import io.tabletalk.web.ApiException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// Looks into CSV files before they are ingested.
@RestController
@Tag(name = "Files", description = "Files below the folders that may be read")
class CsvController {

    private static final int MAX_SAMPLE = 100;

    private final Sources sources;
    private final AllowedPaths allowed;

    CsvController(Sources sources, AllowedPaths allowed) {
        this.sources = sources;
        this.allowed = allowed;
    }

    /// @param rows the first rows that can be read, each as column name to text; long values are cut
    record Sample(String filePath, List<String> columns, List<Map<String, Object>> rows) {}

    @PostMapping("/validate-csv")
    @Operation(
            summary = "Checks a CSV file",
            description = "Reads the file with these settings, as ingesting it would, and says what cannot be read and"
                    + " where. Only `file_path` is needed.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(schema = @Schema(implementation = CsvSettings.class))))
    CsvCheck.Report validate(@RequestBody Map<String, Object> settings) {
        try (Source checked = sources.open("csv", settings)) { // refuses what no source of this kind would take
            CsvSettings csv = JsonMapper.shared().convertValue(settings, CsvSettings.class);
            return CsvCheck.of(file(allowed.resolve(csv.path())), csv);
        }
    }

    @GetMapping("/csv-sample/{*path}")
    @Operation(summary = "The first rows of a CSV file, its delimiter being found out")
    Sample sample(@PathVariable String path, @RequestParam(defaultValue = "5") int rows) {
        if (rows < 1 || rows > MAX_SAMPLE) {
            throw ApiException.invalid("rows_invalid", "`rows` is 1 to " + MAX_SAMPLE + ", not " + rows + ".");
        }
        SourceFile file = file(find(path));
        CsvSettings settings = CsvSettings.of(file.name(), null);
        try (RowReader reader = settings.open(file)) {
            List<Map<String, Object>> shown = new ArrayList<>();
            Row row = reader.next();
            while (row != null && shown.size() < rows) {
                if (row instanceof Row.Values values) {
                    shown.add(TableFormat.shown(values.values()));
                }
                row = shown.size() < rows ? reader.next() : null;
            }
            return new Sample(path.substring(1), reader.fieldNames(), shown);
        }
    }

    /// The path in the address begins with `/` either way: it is taken as relative, and if there is no such file, as it
    /// stands.
    private Path find(String path) {
        try {
            return allowed.resolve(path.substring(1));
        } catch (SourceException relative) {
            try {
                return allowed.resolve(path);
            } catch (SourceException absolute) {
                throw relative;
            }
        }
    }

    private static SourceFile file(Path real) {
        return new SourceFile(real, String.valueOf(real.getFileName()));
    }
}
