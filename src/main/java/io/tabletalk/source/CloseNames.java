package io.tabletalk.source;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Helps a user who mistyped a name: tells the names that come closest to it.
public final class CloseNames {

    private static final int SHOWN = 5;

    private CloseNames() {}

    /// A sentence that names at most five of `names`, the closest first. Empty when there are none.
    public static String hint(String wanted, Collection<String> names) {
        List<String> closest = names.stream()
                .sorted(Comparator.comparingInt((String name) -> distance(wanted, name))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(SHOWN)
                .toList();
        if (closest.isEmpty()) {
            return "";
        }
        if (isClose(wanted, closest.getFirst())) {
            return "Did you mean '" + closest.getFirst() + "'?";
        }
        String more = names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "";
        return closest.stream()
                .map(name -> "'" + name + "'")
                .collect(Collectors.joining(", ", "There is ", more + "."));
    }

    private static boolean isClose(String wanted, String name) {
        return distance(wanted, name) <= Math.max(2, wanted.length() / 3);
    }

    /// The number of letters to insert, remove or replace, upper and lower case being the same.
    private static int distance(String first, String second) {
        String from = first.toLowerCase(Locale.ROOT);
        String to = second.toLowerCase(Locale.ROOT);
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
