package io.tabletalk.source.file;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// Reads one JSON object as flat fields. A nested field is named by its path (`address.city`); what stands in an array
/// becomes a list under the array's path, so `authors: [{name: A}, {name: B}]` gives `authors.name: [A, B]`. Nulls are
/// left out.
final class JsonFields {

    /// Accepts strings as long as any other record may be.
    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Lines.MAX_LENGTH)
                    .build())
            .build();

    private static final int MAX_FIELDS = 5_000;

    private final JsonParser parser;
    private final Map<String, Object> fields = new LinkedHashMap<>();
    private long characters;
    private @Nullable String excess;

    private JsonFields(JsonParser parser) {
        this.parser = parser;
    }

    /// What was read: the fields, or why they are too many.
    record Read(Map<String, Object> fields, @Nullable String excess) {}

    /// Reads the object that the parser has just entered, to its end. One that is too large is read to its end as well
    /// but not kept.
    static Read read(JsonParser parser) {
        JsonFields reading = new JsonFields(parser);
        reading.object("", false);
        return new Read(reading.fields, reading.excess);
    }

    private void object(String path, boolean inArray) {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = wellFormed(parser.currentName());
            parser.nextToken();
            String shown = name.isEmpty() ? "_" : name;
            value(path.isEmpty() ? shown : path + "." + shown, inArray);
        }
    }

    private void value(String path, boolean inArray) {
        switch (parser.currentToken()) {
            case START_OBJECT -> object(path, inArray);
            case START_ARRAY -> {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    value(path, true);
                }
            }
            case VALUE_STRING -> put(path, wellFormed(parser.getString()), inArray);
            case VALUE_NUMBER_INT -> put(path, whole(), inArray);
            case VALUE_NUMBER_FLOAT -> put(path, decimal(), inArray);
            case VALUE_TRUE, VALUE_FALSE -> put(path, parser.getBooleanValue(), inArray);
            default -> {} // null: the record lacks the field
        }
    }

    private Object whole() {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? parser.getBigIntegerValue()
                : (Object) parser.getLongValue();
    }

    private BigDecimal decimal() {
        return parser.getDecimalValue();
    }

    private void put(String path, Object value, boolean inArray) {
        characters += path.length() + value.toString().length();
        if (characters > Lines.MAX_LENGTH) {
            excess = "The record is longer than " + Lines.MAX_LENGTH + " characters. If the records lie deeper in the"
                    + " file, name the place in `records`, such as /items.";
        } else if (fields.size() >= MAX_FIELDS && !fields.containsKey(path)) {
            excess = "The record has more than " + MAX_FIELDS + " fields.";
        }
        if (excess != null) {
            fields.clear();
        } else if (inArray) {
            append(path, value);
        } else {
            fields.put(path, value);
        }
    }

    @SuppressWarnings("unchecked")
    private void append(String path, Object value) {
        Object present = fields.get(path);
        if (present instanceof List<?> list) {
            ((List<Object>) list).add(value); // made below, of Objects
        } else {
            List<Object> list = new ArrayList<>();
            if (present != null) {
                list.add(present);
            }
            list.add(value);
            fields.put(path, list);
        }
    }

    /// Without NUL characters, and with U+FFFD for half a surrogate pair: JSON can escape both, UTF-8 has neither.
    private static String wellFormed(String text) {
        boolean wrong = false;
        for (int i = 0; i < text.length() && !wrong; i++) {
            wrong = text.charAt(i) == '\0' || Character.isSurrogate(text.charAt(i));
        }
        if (!wrong) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .filter(point -> point != 0)
                .map(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 0xFFFD : point)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }
}
