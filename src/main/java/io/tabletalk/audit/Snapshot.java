package io.tabletalk.audit;

import io.tabletalk.audit.Ledger.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What source and index hold at about one time, and where they differ. Kept on disk.
final class Snapshot implements AutoCloseable {

    /// Stands for the content of a document that is to stay out.
    private static final String EXCLUDED = "excluded";

    private static final int MOST_HASHES = 100;
    private static final int MOST_REASONS = 3;

    private final Ledger source;
    private final Ledger index;
    private final Set<String> unreadPrefixes = new HashSet<>();
    private final List<String> unreadReasons = new ArrayList<>();
    private long recordsRead;
    private long documents;
    private long duplicates;
    private long excluded;
    private long unreadable;
    private long unreadParts;

    Snapshot(Path directory) throws IOException {
        this.source = new Ledger(directory, "source");
        this.index = new Ledger(directory, "index");
    }

    void inSource(String key, String hash) throws IOException {
        source.add(key, hash, "");
        recordsRead++;
    }

    /// A document that belongs in the index as little as one that is not there.
    void excluded(String key) throws IOException {
        source.add(key, EXCLUDED, "");
    }

    /// A record that cannot be understood may be the document of that key.
    void unreadable(String key) throws IOException {
        source.add(key, Difference.UNREADABLE, "");
    }

    /// A record that cannot be understood may be any document whose key begins so.
    void unreadableBelow(@Nullable String keyPrefix) {
        unreadPrefixes.add(keyPrefix == null ? "" : keyPrefix);
    }

    void countUnreadable() {
        unreadable++;
    }

    /// A part that could not be read to its end. What may stand in it is any document whose key begins so.
    void unreadPart(@Nullable String keyPrefix, String reason) {
        unreadableBelow(keyPrefix);
        unreadParts++;
        if (unreadReasons.size() < MOST_REASONS) {
            unreadReasons.add(reason);
        }
    }

    void inIndex(String key, String hash) throws IOException {
        index.add(key, hash, "");
    }

    /// Records that could be understood so far.
    long recordsRead() {
        return recordsRead;
    }

    long unreadableRecords() {
        return unreadable;
    }

    /// What the source holds, once the differences of all parts were handed over: only then are equal keys known.
    Reading reading() {
        return new Reading(documents, duplicates, excluded, unreadable, unreadParts, unreadReasons);
    }

    /// Hands over what differs in a part, once both sides are complete. Each part once.
    void differences(int part, Consumer<Difference> action) throws IOException {
        Map<String, Set<String>> inSource = new HashMap<>();
        source.forEach(part, entry -> note(entry, inSource));
        index.forEach(part, entry -> compare(inSource.remove(entry.key()), entry, action));
        inSource.forEach((key, contents) -> {
            if (!contents.contains(Difference.UNREADABLE) && !contents.contains(EXCLUDED)) {
                action.accept(new Difference(key, joined(contents), ""));
            }
        });
    }

    private void note(Entry entry, Map<String, Set<String>> inSource) {
        Set<String> contents = inSource.computeIfAbsent(entry.key(), key -> new TreeSet<>());
        if (entry.first().equals(EXCLUDED)) {
            excluded += contents.contains(EXCLUDED) ? 0 : 1;
        } else if (!entry.first().equals(Difference.UNREADABLE)) {
            boolean isFirst = contents.stream().allMatch(Difference.UNREADABLE::equals);
            documents += isFirst ? 1 : 0;
            duplicates += isFirst ? 0 : 1;
        }
        contents.add(entry.first());
    }

    private void compare(@Nullable Set<String> contents, Entry held, Consumer<Difference> action) {
        String inSource = contents == null ? unseen(held.key()) : joined(contents);
        boolean isUncertain = contents != null && contents.size() > 1 && contents.contains(Difference.UNREADABLE);
        boolean isHeld = contents != null && contents.contains(held.first());
        if (contents != null && contents.contains(EXCLUDED)) {
            action.accept(new Difference(held.key(), "", held.first()));
        } else if (!isHeld && !isUncertain) {
            action.accept(new Difference(held.key(), inSource, held.first()));
        }
    }

    private String unseen(String key) {
        return unreadPrefixes.stream().anyMatch(key::startsWith) ? Difference.UNREADABLE : "";
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
