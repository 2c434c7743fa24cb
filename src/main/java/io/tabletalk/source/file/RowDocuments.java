package io.tabletalk.source.file;

import io.tabletalk.knowledge.Document;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.Metadata;
import io.tabletalk.knowledge.Place;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.CompositeKey;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.source.TitleFields;
import io.tabletalk.source.file.RowLayout.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes documents of the records of one file.
///
/// The key is the file's name and the record's number (`orders.csv#17`), or the values of the key fields when there are
/// any ([CompositeKey]).
final class RowDocuments {

    private final SourceId source;
    private final String file;
    private final RowLayout layout;

    RowDocuments(SourceId source, String file, RowLayout layout) {
        this.source = source;
        this.file = file;
        this.layout = layout;
    }

    SourceRecord recordOf(Row row) {
        return switch (row) {
            case Row.Broken broken ->
                new SourceRecord.Unreadable(
                        layout.settings().key().isEmpty() ? numberKey(broken) : null,
                        place(broken),
                        broken.reason(),
                        broken.excerpt());
            case Row.Rest rest -> new SourceRecord.Unreadable(null, place(rest), rest.reason(), "");
            case Row.Values values -> document(values);
        };
    }

    private SourceRecord document(Row.Values row) {
        Map<String, Object> values = withDefaults(row.values());
        String key;
        try {
            key = layout.settings().key().isEmpty() ? numberKey(row) : fieldKey(values);
        } catch (WrongValue e) {
            return unreadable(null, row, e);
        }
        Optional<String> fault = DocumentKey.fault(key);
        if (fault.isPresent()) {
            return unreadable(key, row, new WrongValue(fault.get()));
        }
        try {
            Metadata metadata = metadata(values);
            return new SourceRecord.Readable(new Document(
                    new DocumentKey(source, key), title(row, values), text(values), metadata, place(row.number())));
        } catch (WrongValue e) {
            return unreadable(key, row, e);
        }
    }

    private Map<String, Object> withDefaults(Map<String, Object> values) {
        Map<String, Object> present = new LinkedHashMap<>(values);
        present.values().removeIf(value -> value.toString().isBlank());
        layout.settings().defaults().forEach(present::putIfAbsent);
        return present;
    }

    /// All typed values are checked, also those that are only text.
    private Metadata metadata(Map<String, Object> values) throws WrongValue {
        Map<String, Object> metadata = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : values.entrySet()) {
            Field field = layout.field(entry.getKey(), entry.getValue());
            Object typed = typed(field, entry.getValue());
            if (field.metadata()) {
                metadata.put(field.name(), typed);
            }
        }
        return new Metadata(metadata);
    }

    private static Object typed(Field field, Object value) throws WrongValue {
        if (value instanceof List || !(field.declared() || value instanceof String)) {
            return value; // the file itself says what it is
        }
        Optional<Object> typed = field.type().convert(value);
        if (typed.isEmpty() && field.declared()) {
            throw new WrongValue("Column '" + field.name() + "' holds '" + cut(value.toString(), 80) + "', which is no "
                    + field.type().label() + ".");
        }
        return typed.orElse(value); // the type was only guessed: the value stays as it is
    }

    private String text(Map<String, Object> values) {
        List<String> declared = layout.settings().text();
        Collection<String> names = declared.isEmpty() ? values.keySet() : declared;
        List<String> lines = new ArrayList<>();
        for (String name : names) {
            Object value = values.get(name);
            if (value != null && layout.field(name, value).text()) {
                lines.add(name + ": " + shown(value));
            }
        }
        return String.join("\n", lines);
    }

    private String title(Row row, Map<String, Object> values) {
        String title = TitleFields.join(layout.title().stream()
                .map(values::get)
                .filter(Objects::nonNull)
                .map(RowDocuments::shown)
                .toList());
        return title.isEmpty() ? file + " row " + row.number() : title;
    }

    /// What the keys of numbered records begin with.
    static String keyPrefix(String file) {
        return file + "#";
    }

    private String numberKey(Row row) {
        return keyPrefix(file) + row.number();
    }

    private String fieldKey(Map<String, Object> values) throws WrongValue {
        List<String> parts = new ArrayList<>();
        for (String name : layout.settings().key()) {
            Object value = values.get(name);
            if (value == null) {
                throw new WrongValue("Key column '" + name + "' is empty.");
            }
            parts.add(shown(value));
        }
        return CompositeKey.of(parts);
    }

    private SourceRecord unreadable(@Nullable String key, Row.Values row, WrongValue wrong) {
        String excerpt = row.values().entrySet().stream()
                .map(entry -> entry.getKey() + ": " + cut(entry.getValue().toString(), 100))
                .collect(Collectors.joining(", "));
        return new SourceRecord.Unreadable(key, place(row), wrong.reason, excerpt);
    }

    private String place(Row row) {
        return file + " " + row.place();
    }

    private Place place(long number) {
        return Place.row(file, number);
    }

    private static String shown(Object value) {
        return value instanceof List<?> many
                ? many.stream().map(String::valueOf).collect(Collectors.joining(", "))
                : value.toString().strip();
    }

    /// The first `length` characters, without half of a surrogate pair at the end.
    private static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end) + "…";
    }

    private static final class WrongValue extends Exception {

        private static final long serialVersionUID = 1L;

        private final String reason;

        WrongValue(String reason) {
            super(reason, null, false, false);
            this.reason = reason;
        }
    }
}
