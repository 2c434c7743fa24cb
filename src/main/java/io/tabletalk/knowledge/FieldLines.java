package io.tabletalk.knowledge;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Fields as lines of text, `name: value`.
final class FieldLines {

    private static final int LONGEST = 500;
    private static final int LONGEST_TOGETHER = 4_000;
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern TIME = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})T(\\d{2}:\\d{2}.*)");

    private FieldLines() {}

    /// The fields of which a text has no line of its own, in their order.
    static List<String> beyond(String text, Map<String, Object> fields) {
        List<String> lines = new ArrayList<>();
        int characters = 0;
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            String line = line(field.getKey(), field.getValue());
            if (line.length() <= LONGEST && !hasLine(text, field.getKey())) {
                characters += line.length() + 1;
                if (characters > LONGEST_TOGETHER) {
                    break;
                }
                lines.add(line);
            }
        }
        return lines;
    }

    private static boolean hasLine(String text, String name) {
        String begin = name + ": ";
        return text.startsWith(begin) || text.contains("\n" + begin);
    }

    /// One line whatever stands in the value, or it would pass for several fields.
    private static String line(String name, Object value) {
        return SPACE.matcher(name + ": " + shown(value)).replaceAll(" ").strip();
    }

    private static String shown(Object value) {
        if (value instanceof List<?> many) {
            return many.stream().map(String::valueOf).collect(Collectors.joining(", "));
        }
        return value instanceof Double number && Double.isFinite(number)
                ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
                : TIME.matcher(value.toString()).replaceFirst("$1 $2");
    }
}
