package io.tabletalk.index.chroma;

import io.tabletalk.index.chroma.RecordIds.PassageId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What counts among the passages that were found: those of the versions that the records of their documents name.
/// Others are being written or taken away, or are what a write that broke off has left.
///
/// @param ids      of the passages that count
/// @param outdated the documents of which other versions alone were found, each with the version that counts
record CurrentPassages(List<PassageId> ids, Map<String, String> outdated) {

    /// @param documents by id; passages of documents without a record do not count
    static CurrentPassages among(Collection<String> found, Map<String, DocumentEntry> documents) {
        List<PassageId> current = new ArrayList<>();
        Map<String, String> outdated = new HashMap<>();
        for (PassageId passage : found.stream().map(PassageId::parse).toList()) {
            DocumentEntry document = documents.get(passage.document());
            if (document != null && document.version().equals(passage.version())) {
                current.add(passage);
            } else if (document != null) {
                outdated.put(passage.document(), document.version());
            }
        }
        current.forEach(passage -> outdated.remove(passage.document()));
        return new CurrentPassages(List.copyOf(current), Map.copyOf(outdated));
    }
}
