package io.tabletalk.audit;

import io.tabletalk.audit.Audit.Finding;
import io.tabletalk.audit.Audit.Problem;
import io.tabletalk.audit.Ledger.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Finds out which differences last: one that two snapshots show in the same state, with enough time between them for
/// what was under way to arrive. What the first snapshot does not show was right at that time, and is not looked at
/// again.
final class Drift {

    private final Path directory;
    private final int mostKeys;
    private final Map<Problem, Long> counts = new EnumMap<>(Problem.class);
    private final List<Finding> keys = new ArrayList<>();
    private final List<Finding> keptKeys = new ArrayList<>();
    private final Ledger confirmed;
    private int round;
    private Ledger open;
    private long openCount;

    /// @param mostKeys how many documents are named
    Drift(Path directory, int mostKeys) throws IOException {
        this.directory = directory;
        this.mostKeys = mostKeys;
        this.confirmed = new Ledger(directory, "confirmed");
        this.open = new Ledger(directory, "open-0");
    }

    /// Takes in what the next snapshot shows.
    void look(Snapshot snapshot) throws IOException {
        round++;
        Ledger before = open;
        open = new Ledger(directory, "open-" + round);
        openCount = 0;
        for (int part = 0; part < Ledger.PARTS; part++) {
            List<Difference> differences = new ArrayList<>();
            snapshot.differences(part, differences::add);
            Map<String, Difference> seen = read(before, part);
            for (Difference difference : differences) {
                sort(difference, seen);
            }
        }
    }

    private void sort(Difference difference, Map<String, Difference> seen) throws IOException {
        if (round > 1 && difference.equals(seen.get(difference.key()))) {
            confirm(difference);
        } else if (round == 1 || seen.containsKey(difference.key())) {
            open.add(difference.key(), difference.inSource(), difference.inIndex());
            openCount++;
        }
    }

    private void confirm(Difference difference) throws IOException {
        Problem problem = difference.problem();
        counts.merge(problem, 1L, Long::sum);
        List<Finding> named = problem == Problem.KEPT ? keptKeys : keys;
        if (named.size() < mostKeys) {
            named.add(new Finding(difference.key(), problem));
        }
        if (problem != Problem.KEPT) {
            confirmed.add(difference.key(), difference.inSource(), difference.inIndex());
        }
    }

    /// Differences that one more snapshot has to tell about.
    long open() {
        return openCount;
    }

    long count(Problem problem) {
        return counts.getOrDefault(problem, 0L);
    }

    /// Documents that differ, so that reading again may mend them: not those that are kept.
    long total() {
        return count(Problem.MISSING) + count(Problem.STALE) + count(Problem.ORPHANED);
    }

    List<Finding> keys() {
        return Stream.concat(keys.stream(), keptKeys.stream()).limit(mostKeys).toList();
    }

    /// Some of the documents that differ, by key; [Ledger#PARTS] parts are all.
    Map<String, Difference> confirmed(int part) throws IOException {
        return read(confirmed, part);
    }

    private static Map<String, Difference> read(Ledger ledger, int part) throws IOException {
        Map<String, Difference> read = new HashMap<>();
        ledger.forEach(part, entry -> read.put(entry.key(), difference(entry)));
        return read;
    }

    private static Difference difference(Entry entry) {
        return new Difference(entry.key(), entry.first(), entry.second());
    }
}
