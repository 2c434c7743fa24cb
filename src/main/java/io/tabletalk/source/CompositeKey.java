package io.tabletalk.source;

import java.util.List;
import java.util.stream.Collectors;

/// How a key of several values becomes one text.
public final class CompositeKey {

    private CompositeKey() {}

    /// A single value as it is; several joined by `|`, with `\|` and `\\` for a `|` or `\` within a value, so that
    /// different values never give the same text.
    public static String of(List<String> values) {
        return values.size() == 1
                ? values.getFirst()
                : values.stream()
                        .map(value -> value.replace("\\", "\\\\").replace("|", "\\|"))
                        .collect(Collectors.joining("|"));
    }
}
