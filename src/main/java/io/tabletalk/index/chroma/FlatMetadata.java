package io.tabletalk.index.chroma;

import io.tabletalk.knowledge.Metadata;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Metadata as Chroma can filter on it: one value a name, and only numbers have an order. So a name begins with the
/// type of its value; each value of a list is a name of its own; and a text has the number of its first characters
/// beside it, which sorts as they do. What does not fit is marked, and such documents are looked at one by one.
final class FlatMetadata {

    private static final int LONGEST_TEXT = 8_000;
    private static final int LONGEST_ITEM = 200;
    private static final int MOST_ITEMS = 64;

    /// As many bytes as a double holds exactly.
    private static final int PREFIX_BYTES = 6;

    private FlatMetadata() {}

    static String exists(String field) {
        return "e:" + field;
    }

    static String text(String field) {
        return "t:" + field;
    }

    static String number(String field) {
        return "n:" + field;
    }

    static String flag(String field) {
        return "b:" + field;
    }

    static String item(String field, String item) {
        return "i:" + field + "=" + item;
    }

    static String prefix(String field) {
        return "p:" + field;
    }

    /// True when not every text of the field can be looked for.
    static String unlisted(String field) {
        return "u:" + field;
    }

    /// True when the field has texts without a prefix.
    static String unsorted(String field) {
        return "s:" + field;
    }

    static Map<String, Object> of(Metadata metadata) {
        Map<String, Object> flat = new HashMap<>();
        metadata.values().forEach((field, value) -> {
            flat.put(exists(field), true);
            switch (value) {
                case List<?> many -> addItems(flat, field, many);
                case Number number -> flat.put(number(field), number.doubleValue());
                case Boolean flag -> flat.put(flag(field), flag);
                default -> addText(flat, field, value.toString());
            }
        });
        return flat;
    }

    private static void addText(Map<String, Object> flat, String field, String text) {
        flat.put(prefix(field), prefixOf(text));
        if (text.length() <= LONGEST_TEXT) {
            flat.put(text(field), text);
        } else {
            flat.put(unlisted(field), true);
        }
    }

    private static void addItems(Map<String, Object> flat, String field, List<?> items) {
        flat.put(unsorted(field), true);
        List<String> fitting = items.stream()
                .map(String::valueOf)
                .filter(item -> item.length() <= LONGEST_ITEM)
                .limit(MOST_ITEMS)
                .toList();
        fitting.forEach(item -> flat.put(item(field, item), true));
        if (fitting.size() < items.size()) {
            flat.put(unlisted(field), true);
        }
    }

    /// The first bytes of the text as one number: when a text sorts before another, its number is not larger.
    static double prefixOf(String text) {
        byte[] bytes = text.substring(0, Math.min(text.length(), 2 * PREFIX_BYTES)) // no half of a pair among the first
                .getBytes(StandardCharsets.UTF_8);
        long prefix = 0;
        for (int i = 0; i < PREFIX_BYTES; i++) {
            prefix = prefix << 8 | (i < bytes.length ? bytes[i] & 0xff : 0);
        }
        return prefix;
    }
}
