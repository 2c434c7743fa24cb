package io.tabletalk.source.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes apart the text form of an array: `{red,"dark \"blue\"",NULL}`. Arrays within arrays become one list, nulls are
/// left out.
final class ArrayText {

    private final String text;
    private final List<String> items = new ArrayList<>();
    private final StringBuilder item = new StringBuilder();
    private boolean quoted;

    private ArrayText(String text) {
        this.text = text;
    }

    /// The items as texts; empty when this is no array's text.
    static Optional<List<String>> items(String text) {
        int start = text.indexOf('{'); // what stands before are bounds: [0:1]={…}
        if (start < 0 || !text.endsWith("}") || start > 0 && text.charAt(0) != '[') {
            return Optional.empty();
        }
        return Optional.of(new ArrayText(text.substring(start)).read());
    }

    private List<String> read() {
        boolean inQuotes = false;
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next == '\\') {
                i++;
                item.append(text.charAt(i));
            } else if (next == '"') {
                inQuotes = !inQuotes;
                quoted = true;
            } else if (!inQuotes && (next == ',' || next == '{' || next == '}')) {
                endItem();
            } else {
                item.append(next);
            }
        }
        return items;
    }

    private void endItem() {
        String value = item.toString();
        if (quoted || !value.isEmpty() && !value.equals("NULL")) {
            items.add(value);
        }
        item.setLength(0);
        quoted = false;
    }
}
