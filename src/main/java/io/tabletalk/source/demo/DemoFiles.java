package io.tabletalk.source.demo;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.Resource;

/// Reads the files of the sample data. They are small (together under 100 kB), so each is read whole.
///
/// @param folder where they lie; its path ends with `/`
record DemoFiles(Resource folder) {

    String text(String path) {
        try {
            return folder.createRelative(path).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new SourceException(Kind.INVALID, "The sample data lacks the file '" + path + "'.", e);
        }
    }

    /// The rows of a table, each as column to value in the file's order; empty values are left out.
    List<Map<String, String>> rows(String path) {
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(text(path))) {
            return rows.stream().map(DemoFiles::present).toList();
        } catch (IOException e) {
            throw new SourceException(Kind.INVALID, "The sample data has an unreadable file '" + path + "'.", e);
        }
    }

    private static Map<String, String> present(NamedCsvRecord row) {
        Map<String, String> values = new LinkedHashMap<>(row.getFieldsAsMap());
        values.values().removeIf(String::isEmpty);
        return values;
    }
}
