package io.tabletalk.source.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Counts the files of an archive that are not read, and names the first of them.
final class LeftOut {

    private static final int NAMED = 3;
    private static final int LONGEST_NAME = 100;

    private final String reason;
    private final List<String> named = new ArrayList<>();
    private int count;

    private LeftOut(String reason) {
        this.reason = reason;
    }

    /// A sentence about what is left out; empty when nothing is.
    static Optional<String> of(
            String archive, Stream<String> names, Predicate<String> isHidden, Predicate<String> isKnown) {
        LeftOut hidden = new LeftOut("hidden");
        LeftOut otherForms = new LeftOut("of a form that is not read");
        names.forEach(name -> {
            if (isHidden.test(name)) {
                hidden.add(name);
            } else if (!isKnown.test(name)) {
                otherForms.add(name);
            }
        });
        List<String> parts = Stream.of(hidden, otherForms)
                .filter(each -> each.count > 0)
                .map(LeftOut::text)
                .toList();
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of("Left out of " + archive + ": " + String.join("; ", parts) + ".");
    }

    private void add(String name) {
        count++;
        if (named.size() < NAMED) {
            named.add("'" + shown(name) + "'");
        }
    }

    private static String shown(String name) {
        String visible = name.codePoints()
                .map(each -> Character.isISOControl(each) ? '\uFFFD' : each)
                .limit(LONGEST_NAME)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return visible.length() < name.length() ? visible + "…" : visible;
    }

    private String text() {
        String names = String.join(", ", named);
        String more = count > named.size() ? " and %,d more".formatted(count - named.size()) : "";
        return "%,d %s %s (%s%s)".formatted(count, count == 1 ? "file" : "files", reason, names, more);
    }
}
