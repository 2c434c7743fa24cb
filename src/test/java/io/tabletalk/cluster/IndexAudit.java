package io.tabletalk.cluster;

import io.tabletalk.index.IndexedDocument;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.ingest.ExpectedDocuments.Expected;
import io.tabletalk.knowledge.SourceId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// An index compared with what it should hold, key by key and hash by hash.
record IndexAudit(long missing, long stale, long doubled, long orphaned) {

    static IndexAudit of(KnowledgeIndex index, SourceId source, Map<String, Expected> expected) {
        List<IndexedDocument> held;
        try (Stream<IndexedDocument> documents = index.documents(source)) {
            held = documents.toList();
        }
        Map<String, String> hashes = new HashMap<>();
        held.forEach(document -> hashes.put(document.key().key(), document.contentHash()));
        long missing = expected.keySet().stream()
                .filter(key -> !hashes.containsKey(key))
                .count();
        long orphaned = hashes.keySet().stream()
                .filter(key -> !expected.containsKey(key))
                .count();
        long stale = expected.entrySet().stream()
                .filter(each -> hashes.containsKey(each.getKey()))
                .filter(each -> !each.getValue().hash().equals(hashes.get(each.getKey())))
                .count();
        long passages = expected.values().stream().mapToLong(Expected::passages).sum();
        boolean comparable = missing == 0 && orphaned == 0 && stale == 0;
        long passagesOff = comparable ? Math.abs(index.passageCount() - passages) : 0;
        return new IndexAudit(missing, stale, held.size() - hashes.size() + passagesOff, orphaned);
    }
}
