package io.tabletalk.index.chroma;

import io.tabletalk.index.HeldDocument;
import io.tabletalk.index.IndexedDocument;
import io.tabletalk.index.ListedDocument;
import io.tabletalk.index.Listing;
import io.tabletalk.index.chroma.ChromaCollection.Entry;
import io.tabletalk.index.chroma.ChromaServer.Collections;
import io.tabletalk.index.chroma.RecordIds.PassageId;
import io.tabletalk.knowledge.DocumentKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Goes through documents by key. Chroma sorts nothing, so every page asks for the keys of the whole source, and for
/// the documents of the page.
final class Browsing {

    private static final Comparator<String> BY_CODE_POINTS = (one, other) ->
            Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

    /// A document that is replaced while it is read is read again.
    private static final int ATTEMPTS = 10;

    private final Collections collections;

    Browsing(Collections collections) {
        this.collections = collections;
    }

    Optional<HeldDocument> read(DocumentKey key) {
        String id = RecordIds.document(key);
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Entry entry = collections
                    .documents()
                    .entries(List.of(id), "metadatas", "documents")
                    .get(id);
            if (entry == null) {
                return Optional.empty();
            }
            DocumentEntry document = DocumentEntry.of(entry);
            Map<String, Entry> passages = passages(id, document);
            if (passages.size() == document.document().passages()) {
                return Optional.of(held(document, passages));
            }
        }
        throw new IllegalStateException("Document " + key + " is replaced faster than it can be read.");
    }

    private Map<String, Entry> passages(String id, DocumentEntry document) {
        List<String> ids = IntStream.range(0, document.document().passages())
                .mapToObj(ordinal -> new PassageId(id, document.version(), ordinal).toString())
                .toList();
        return collections.passages().entries(ids, "metadatas", "documents");
    }

    private static HeldDocument held(DocumentEntry entry, Map<String, Entry> passages) {
        return new HeldDocument(
                entry.document().key(),
                entry.shared().title(),
                entry.shared().metadata(),
                entry.document().position(),
                entry.indexedAt(),
                passages.values().stream()
                        .map(PassageEntry::of)
                        .sorted(Comparator.comparingInt(passage -> passage.ordinal()))
                        .toList());
    }

    List<ListedDocument> list(Listing listing) {
        Map<String, Object> ofSource =
                Map.of(DocumentEntry.SOURCE, listing.source().value());
        Set<String> withWords = withWords(listing, ofSource);
        String words = listing.words().strip().toLowerCase(Locale.ROOT);
        String after = listing.after();
        List<String> page = collections.documents().uris(ofSource).entrySet().stream()
                .filter(each -> after == null || BY_CODE_POINTS.compare(each.getValue(), after) > 0)
                .filter(each -> withWords.contains(each.getKey())
                        || each.getValue().toLowerCase(Locale.ROOT).contains(words))
                .sorted(Map.Entry.comparingByValue(BY_CODE_POINTS))
                .limit(listing.limit())
                .map(Map.Entry::getKey)
                .toList();
        Map<String, Entry> entries = collections.documents().entries(page, "metadatas", "documents");
        return page.stream()
                .flatMap(id -> Stream.ofNullable(entries.get(id)))
                .map(entry -> listed(DocumentEntry.of(entry)))
                .toList();
    }

    /// The ids of documents of which one passage has all the words.
    private Set<String> withWords(Listing listing, Map<String, Object> ofSource) {
        List<Map<String, Object>> each =
                Terms.words(listing.words()).stream().map(Term::condition).toList();
        if (each.isEmpty()) {
            return Set.of();
        }
        Map<String, Object> all = each.size() == 1 ? each.getFirst() : Map.of("$and", each);
        return collections.passages().ids(ofSource, all, null, null).stream()
                .map(id -> PassageId.parse(id).document())
                .collect(Collectors.toSet());
    }

    private static ListedDocument listed(DocumentEntry entry) {
        IndexedDocument document = entry.document();
        return new ListedDocument(
                document.key(), entry.shared().title(), document.position(), entry.indexedAt(), document.passages());
    }
}
