package io.tabletalk.ingest.sql;

import io.tabletalk.ingest.DocumentSettled;
import io.tabletalk.ingest.Origin;
import io.tabletalk.ingest.Outcome;
import io.tabletalk.ingest.sql.DocumentTable.DocumentRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Notes outcomes of one batch, within a transaction. An outcome counts when it comes from the reading that met the
/// document last, and only by what it changes, so that delivering it again counts nothing. What is dropped is
/// forgotten,
/// unless another delivery of it has come further.
final class Settlement {

    private final DocumentTable documents;
    private final String batch;
    private final Counts counts = new Counts();

    Settlement(DocumentTable documents, String batch) {
        this.documents = documents;
        this.batch = batch;
    }

    void settle(List<DocumentSettled> outcomes) {
        settle(Kind.DOCUMENT, outcomes);
        settle(Kind.REMOVAL, outcomes);
    }

    Counts counts() {
        return counts;
    }

    private void settle(Kind kind, List<DocumentSettled> all) {
        List<DocumentSettled> outcomes =
                all.stream().filter(settled -> kindOf(settled) == kind).toList();
        Map<String, DocumentRow> rows = documents.find(batch, kind, keys(outcomes));
        Map<String, DocumentRow> changed = new LinkedHashMap<>();
        List<String> dropped = new ArrayList<>();
        for (DocumentSettled settled : outcomes) {
            DocumentRow row = rows.get(settled.key());
            if (row == null || !row.comesFrom(settled.origin())) {
                continue;
            }
            if (settled.outcome() == Outcome.DROPPED) {
                if (row.isUntouched()) {
                    counts.forgotten(kind, 1, 0);
                    rows.remove(row.key());
                    dropped.add(row.key());
                }
            } else {
                DocumentRow now = row.after(settled.outcome());
                if (!now.equals(row)) {
                    counts.row(row, -1);
                    counts.row(now, 1);
                    rows.put(now.key(), now);
                    changed.put(now.key(), now);
                }
            }
        }
        documents.put(batch, changed.values());
        documents.delete(batch, kind, dropped);
    }

    private static Kind kindOf(DocumentSettled settled) {
        return settled.origin().split() == Origin.SWEEP ? Kind.REMOVAL : Kind.DOCUMENT;
    }

    private static Collection<String> keys(List<DocumentSettled> outcomes) {
        return outcomes.stream().map(DocumentSettled::key).distinct().toList();
    }
}
