package io.tabletalk.ingest.sql;

import io.tabletalk.ingest.BatchStatusStore.Fate;
import io.tabletalk.ingest.BatchStatusStore.Unit;
import io.tabletalk.ingest.Origin;
import io.tabletalk.ingest.Outcome;
import io.tabletalk.ingest.sql.DocumentTable.DocumentRow;
import io.tabletalk.ingest.sql.SplitTable.SplitRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Notes what one reading of a part has met, within a transaction: decides for each unit whether it is the first of its
/// key, writes the rows, and keeps the counts.
final class Registration {

    private final DocumentTable documents;
    private final SplitTable splits;
    private final Origin origin;
    private final Counts counts = new Counts();
    private final Map<Integer, SplitRow> owners = new HashMap<>();

    Registration(DocumentTable documents, SplitTable splits, Origin origin) {
        this.documents = documents;
        this.splits = splits;
        this.origin = origin;
    }

    List<Fate> register(List<Unit> units) {
        Map<String, DocumentRow> known = documents.find(origin.batch(), Kind.DOCUMENT, keys(units));
        Map<String, DocumentRow> accepted = new LinkedHashMap<>();
        List<DocumentRow> refused = new ArrayList<>();
        List<Fate> fates = new ArrayList<>(units.size());
        for (Unit unit : units) {
            Fate fate = fate(unit, known.get(unit.key()), accepted.containsKey(unit.key()));
            fates.add(fate);
            switch (fate) {
                case ACCEPTED -> accepted.put(unit.key(), accepted(unit, known.get(unit.key())));
                case DUPLICATE -> refused.add(refused(Kind.DUPLICATE, unit));
                case UNREADABLE -> refused.add(refused(Kind.UNREADABLE, unit));
            }
        }
        put(Kind.DOCUMENT, List.copyOf(accepted.values()), known);
        putRefused(Kind.DUPLICATE, refused);
        putRefused(Kind.UNREADABLE, refused);
        return fates;
    }

    Counts counts() {
        return counts;
    }

    /// The key of the row of something refused: its label, then its place, since several places may have one label.
    static String refusedKey(Unit unit, int split) {
        return unit.label() + "\n" + split + "/" + unit.ordinal();
    }

    /// The unit that a row of something refused stands for.
    static Unit refusedUnit(DocumentRow row) {
        int end = row.key().lastIndexOf('\n');
        long ordinal = Long.parseLong(row.key().substring(row.key().indexOf('/', end) + 1));
        return new Unit(Unit.Kind.valueOf(row.kind().name()), "", row.key().substring(0, end), ordinal);
    }

    private Fate fate(Unit unit, @Nullable DocumentRow known, boolean metInThisChunk) {
        if (unit.kind() == Unit.Kind.UNREADABLE) {
            return Fate.UNREADABLE;
        }
        boolean met = metInThisChunk || (known != null && isCurrent(known));
        return met ? Fate.DUPLICATE : Fate.ACCEPTED;
    }

    /// Whether the reading that met the row still counts: this one, or the latest of another part that is not to be
    /// read again. Otherwise the row is left from before a restart, and whoever meets the key first takes it over.
    private boolean isCurrent(DocumentRow row) {
        if (row.split() == origin.split()) {
            return row.attempt() == origin.attempt();
        }
        SplitRow owner = owners.computeIfAbsent(
                row.split(),
                number -> splits.find(origin.batch(), number).orElse(new SplitRow(0, SplitTable.State.CANCELLED)));
        boolean willBeReadAgain = owner.state() == SplitTable.State.PENDING || owner.state() == SplitTable.State.QUEUED;
        return row.attempt() == owner.attempt() && !willBeReadAgain;
    }

    private void put(Kind kind, List<DocumentRow> rows, Map<String, DocumentRow> known) {
        for (DocumentRow row : rows) {
            DocumentRow before = known.get(row.key());
            if (before == null) {
                counts.document(1);
            } else {
                counts.row(before, -1);
            }
            counts.row(row, 1);
        }
        documents.put(origin.batch(), rows);
    }

    private void putRefused(Kind kind, List<DocumentRow> refused) {
        List<DocumentRow> rows =
                refused.stream().filter(row -> row.kind() == kind).toList();
        put(
                kind,
                rows,
                documents.find(
                        origin.batch(),
                        kind,
                        rows.stream().map(DocumentRow::key).toList()));
    }

    private DocumentRow refused(Kind kind, Unit unit) {
        String key = refusedKey(unit, origin.split());
        return new DocumentRow(kind, key, origin.split(), origin.attempt(), Outcome.FAILED, unit.mayBe(), false, false);
    }

    /// @param before how an earlier reading of this batch has left it, or null
    private DocumentRow accepted(Unit unit, @Nullable DocumentRow before) {
        boolean added = before != null && before.added();
        return new DocumentRow(
                Kind.DOCUMENT, unit.key(), origin.split(), origin.attempt(), null, unit.mayBe(), added, false);
    }

    private static List<String> keys(List<Unit> units) {
        return units.stream()
                .filter(unit -> unit.kind() == Unit.Kind.DOCUMENT)
                .map(Unit::key)
                .distinct()
                .toList();
    }
}
