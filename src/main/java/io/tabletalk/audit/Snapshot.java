package io.tabletalk.audit;

import io.tabletalk.audit.Ledger.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What source and index hold at about one time, and where they differ. Kept on disk.
final class Snapshot implements AutoCloseable {

    /// Stands for the content of a record that could not be understood.
    private static final String UNREADABLE = "unreadable";

    private static final int MOST_HASHES = 100;

    private final Ledger source;
    private final Ledger index;
    private final Set<String> unreadPrefixes = new HashSet<>();
    private long documents;
    private long unreadable;

    Snapshot(Path directory) throws IOException {
        this.source = new Ledger(directory, "source");
        this.index = new Ledger(directory, "index");
    }

    void inSource(String key, String hash) throws IOException {
        source.add(key, hash, "");
        documents++;
    }

    /// A record that cannot be understood may be the document of that key.
    void unreadable(String key) throws IOException {
        source.add(key, UNREADABLE, "");
    }

    /// A record that cannot be understood may be any document whose key begins so.
    void unreadableBelow(@Nullable String keyPrefix) {
        unreadPrefixes.add(keyPrefix == null ? "" : keyPrefix);
    }

    void countUnreadable() {
        unreadable++;
    }

    void inIndex(String key, String hash) throws IOException {
        index.add(key, hash, "");
    }

    long documents() {
        return documents;
    }

    long unreadableRecords() {
        return unreadable;
    }

    /// Hands over what differs in a part, once both sides are complete.
    void differences(int part, Consumer<Difference> action) throws IOException {
        Map<String, Set<String>> inSource = new HashMap<>();
        source.forEach(
                part,
                entry -> inSource.computeIfAbsent(entry.key(), key -> new TreeSet<>())
                        .add(entry.first()));
        index.forEach(part, entry -> compare(inSource.remove(entry.key()), entry, action));
        inSource.forEach((key, hashes) -> {
            if (!hashes.contains(UNREADABLE)) {
                action.accept(new Difference(key, joined(hashes), ""));
            }
        });
    }

    private void compare(@Nullable Set<String> hashes, Entry held, Consumer<Difference> action) {
        if (hashes == null) {
            if (unreadPrefixes.stream().noneMatch(held.key()::startsWith)) {
                action.accept(new Difference(held.key(), "", held.first()));
            }
        } else if (!hashes.contains(held.first()) && !hashes.contains(UNREADABLE)) {
            action.accept(new Difference(held.key(), joined(hashes), held.first()));
        }
    }

    /// Of several records with one key any may be the document.
    private static String joined(Set<String> hashes) {
        return hashes.stream().limit(MOST_HASHES).collect(Collectors.joining(" "));
    }

    @Override
    public void close() throws IOException {
        source.close();
        index.close();
    }
}
