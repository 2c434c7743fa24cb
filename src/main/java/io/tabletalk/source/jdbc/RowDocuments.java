package io.tabletalk.source.jdbc;

import io.tabletalk.knowledge.Document;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.Metadata;
import io.tabletalk.knowledge.Place;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.CompositeKey;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.source.TitleFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Makes a document of each row: `field: value` lines of the text columns, the other columns as typed metadata. Short
/// texts are metadata too, unless the user has said which columns are text.
///
/// Values come in the database's own text form, so that what is quoted is what `psql` shows.
final class RowDocuments {

    private final SourceId source;
    private final TableLayout layout;

    RowDocuments(SourceId source, TableLayout layout) {
        this.source = source;
        this.layout = layout;
    }

    /// A row whose key its columns make.
    ///
    /// @param values the values that are not null
    SourceRecord recordOf(Map<Column, String> values) {
        for (Column column : layout.key()) {
            if (!values.containsKey(column)) {
                return unreadable("Key column '" + column.name() + "' is null.", values);
            }
        }
        return recordOf(
                values,
                CompositeKey.of(layout.key().stream()
                        .map(column -> Objects.requireNonNull(values.get(column)))
                        .toList()));
    }

    /// A row whose key is known.
    SourceRecord recordOf(Map<Column, String> values, String key) {
        Optional<String> fault = DocumentKey.fault(key);
        if (fault.isPresent()) {
            return unreadable(fault.get(), values);
        }
        return new SourceRecord.Readable(new Document(
                new DocumentKey(source, key), title(values, key), text(values), metadata(values), Place.WHOLE));
    }

    private String title(Map<Column, String> values, String key) {
        String named = TitleFields.join(layout.title().stream()
                .map(values::get)
                .filter(Objects::nonNull)
                .toList());
        return named.isEmpty() ? TitleFields.join(List.of(layout.table().name(), key)) : named;
    }

    private String text(Map<Column, String> values) {
        List<String> lines = new ArrayList<>();
        for (Column column : layout.text()) {
            String value = values.get(column);
            if (value != null && !value.isBlank()) {
                lines.add(column.name() + ": " + Values.shown(column, value));
            }
        }
        return String.join("\n", lines);
    }

    private Metadata metadata(Map<Column, String> values) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        values.forEach((column, value) -> {
            if (isMetadata(column, value)) {
                metadata.put(column.name(), Values.typed(column, value));
            }
        });
        return new Metadata(metadata);
    }

    private boolean isMetadata(Column column, String value) {
        if (!layout.text().contains(column)) {
            return true;
        }
        return !layout.textChosen() && (!column.isText() || Values.isShort(value));
    }

    private SourceRecord unreadable(String reason, Map<Column, String> values) {
        StringBuilder excerpt = new StringBuilder();
        values.forEach((column, value) -> excerpt.append(column.name())
                .append(": ")
                .append(value, 0, Math.min(value.length(), 100))
                .append('\n'));
        return new SourceRecord.Unreadable(
                SourceRecord.Unreadable.NO_KEY, "table " + layout.table().name(), reason, excerpt.toString());
    }
}
