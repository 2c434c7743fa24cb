package io.tabletalk.ingest.sql;

import io.tabletalk.ingest.Batch.Status;
import io.tabletalk.ingest.Origin;
import io.tabletalk.ingest.sql.DocumentTable.DocumentRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Decides what a batch that has read its source takes for gone, within a transaction that has locked the batch:
/// whatever it has not seen, but for what may stand in what it could not read.
final class Sweeping {

    private final BatchTable batches;
    private final SplitTable splits;
    private final DocumentTable documents;

    Sweeping(BatchTable batches, SplitTable splits, DocumentTable documents) {
        this.batches = batches;
        this.splits = splits;
        this.documents = documents;
    }

    /// Whether a batch whose parts have all ended can tell what is gone. It cannot when what was not read may hold any
    /// document, when it could read nothing at all, or when it was opened again for a retry: documents may have
    /// come
    /// since its first read.
    boolean isPossible(BatchRow row) {
        return (row.batch().kind().isComplete() || row.unchanged() > 0)
                && !row.reopened()
                && row.finalStatus() != Status.FAILED
                && !splits.unreadPrefixes(row.id()).contains(null);
    }

    /// Registers what is gone of these keys of the index, and counts what is kept. Returns the keys registered for the
    /// first time.
    List<String> register(BatchRow row, List<String> keys) {
        String batch = row.id();
        List<String> unseen = new ArrayList<>(keys);
        unseen.removeAll(documents.find(batch, Kind.DOCUMENT, keys).keySet());
        unseen.removeAll(documents.find(batch, Kind.REMOVAL, keys).keySet());
        if (row.unchanged() > 0) {
            unseen.removeIf(new Prefixes(splits.unchangedPrefixes(batch))::cover);
        }
        List<String> gone = withoutKept(batch, unseen);
        documents.put(batch, gone.stream().map(Sweeping::removal).toList());
        Counts counts = new Counts();
        counts.removal(gone.size());
        counts.kept(unseen.size() - gone.size());
        batches.add(batch, counts);
        return gone;
    }

    private List<String> withoutKept(String batch, List<String> unseen) {
        if (unseen.isEmpty()) {
            return unseen;
        }
        Set<String> unreadable = documents.unreadable(batch, unseen);
        Prefixes unread = new Prefixes(splits.unreadPrefixes(batch));
        return unseen.stream()
                .filter(key -> !unreadable.contains(key))
                .filter(key -> !unread.cover(key))
                .toList();
    }

    private static DocumentRow removal(String key) {
        return new DocumentRow(Kind.REMOVAL, key, Origin.SWEEP, 1, null, null, false, false);
    }
}
