package io.tabletalk.ingest.sql;

import io.tabletalk.ingest.sql.SplitTable.SplitRow;
import io.tabletalk.ingest.sql.SplitTable.State;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Readies a running batch to go on although all messages about it are lost, within a transaction that has locked the
/// batch.
final class Resumption {

    private final BatchTable batches;
    private final SplitTable splits;
    private final DocumentTable documents;

    Resumption(BatchTable batches, SplitTable splits, DocumentTable documents) {
        this.batches = batches;
        this.splits = splits;
        this.documents = documents;
    }

    void resume(BatchRow row) {
        String batch = row.id();
        switch (row.batch().phase()) {
            case PLANNING, RETRYING -> {}
            case SWEEPING -> batches.setSwept(batch, false);
            case READING -> readUnfinishedAgain(batch);
            case CANCELLING -> {
                splits.cancelUnread(batch, true);
                forgetOpen(batch, Kind.DOCUMENT);
                forgetOpen(batch, Kind.REMOVAL);
            }
        }
    }

    /// Parts under way, and parts of which a document is open since its message is lost, are read again.
    private void readUnfinishedAgain(String batch) {
        splits.takeBack(batch);
        Set<Integer> unsettled = documents.splitsWithOpenDocuments(batch);
        Map<State, List<Integer>> byState = unsettled.stream()
                .collect(Collectors.groupingBy(number ->
                        splits.find(batch, number).map(SplitRow::state).orElse(State.PENDING)));
        batches.addSplits(batch, -count(byState, State.READ), -count(byState, State.FAILED));
        splits.setState(batch, unsettled, State.PENDING);
        forgetOpen(batch, Kind.DOCUMENT);
    }

    private void forgetOpen(String batch, Kind kind) {
        int embedded = documents.countOpenEmbedded(batch, kind);
        Counts counts = new Counts();
        counts.forgotten(kind, documents.deleteOpen(batch, kind), embedded);
        batches.add(batch, counts);
    }

    private static int count(Map<State, List<Integer>> byState, State state) {
        return byState.getOrDefault(state, List.of()).size();
    }
}
