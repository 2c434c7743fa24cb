package io.tabletalk.ingest.sql;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What keys may begin with. There may be very many, so a key is not compared with each, but each beginning of it that
/// is as long as some prefix is looked up.
final class Prefixes {

    private final Set<String> prefixes = new HashSet<>();
    private final SortedSet<Integer> lengths = new TreeSet<>();

    /// @param prefixes null among them stands for any key
    Prefixes(Collection<@Nullable String> prefixes) {
        for (String prefix : prefixes) {
            String known = prefix == null ? "" : prefix;
            this.prefixes.add(known);
            lengths.add(known.length());
        }
    }

    boolean cover(String key) {
        return lengths.headSet(key.length() + 1).stream()
                .anyMatch(length -> prefixes.contains(key.substring(0, length)));
    }
}
