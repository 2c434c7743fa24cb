package io.tabletalk.index.lucene;

import io.tabletalk.index.HeldDocument;
import io.tabletalk.index.IndexedDocument;
import io.tabletalk.index.ListedDocument;
import io.tabletalk.index.Listing;
import io.tabletalk.index.lucene.Blocks.StoredPassage;
import io.tabletalk.index.lucene.Blocks.Summary;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.Metadata;
import io.tabletalk.knowledge.Passage;
import io.tabletalk.knowledge.SourceId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiBits;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;
import org.jspecify.annotations.Nullable;

/// Goes through the documents of one state of the index by key. Each document is the term of its key, and terms are
/// sorted, so a list begins where it should without reading what comes before.
final class Browsing {

    private final IndexSearcher searcher;
    private final IndexReader reader;
    private final Analyzer analyzer;
    private final StoredFields stored;
    private final @Nullable Bits live;

    Browsing(IndexSearcher searcher, Analyzer analyzer) throws IOException {
        this.searcher = searcher;
        this.reader = searcher.getIndexReader();
        this.analyzer = analyzer;
        this.stored = reader.storedFields();
        this.live = MultiBits.getLiveDocs(reader);
    }

    Optional<HeldDocument> read(DocumentKey key) throws IOException {
        Terms terms = MultiTerms.getTerms(reader, Fields.KEY);
        if (terms == null) {
            return Optional.empty();
        }
        TermsEnum keys = terms.iterator();
        List<Integer> block = keys.seekExact(Fields.key(key).bytes()) ? block(keys) : List.of();
        return block.isEmpty() ? Optional.empty() : Optional.of(held(key, block));
    }

    List<ListedDocument> list(Listing listing) throws IOException {
        Terms terms = MultiTerms.getTerms(reader, Fields.KEY);
        List<ListedDocument> page = new ArrayList<>();
        if (terms == null) {
            return page;
        }
        BytesRef ofSource = new BytesRef(Fields.keysOf(listing.source()));
        WordMatches wanted = WordMatches.of(searcher, analyzer, listing);
        TermsEnum keys = terms.iterator();
        BytesRef term = begin(keys, listing.source(), listing.after());
        while (term != null && StringHelper.startsWith(term, ofSource) && page.size() < listing.limit()) {
            String key = term.utf8ToString().substring(listing.source().value().length() + 1);
            List<Integer> block = block(keys);
            if (!block.isEmpty() && wanted.include(key, block)) {
                page.add(listed(new DocumentKey(listing.source(), key), block));
            }
            term = keys.next();
        }
        return page;
    }

    private static @Nullable BytesRef begin(TermsEnum keys, SourceId source, @Nullable String after)
            throws IOException {
        BytesRef from = new BytesRef(Fields.keysOf(source) + (after == null ? "" : after));
        return switch (keys.seekCeil(from)) {
            case END -> null;
            case NOT_FOUND -> keys.term();
            case FOUND -> keys.next();
        };
    }

    /// The entries of the document of the current key: its passages, then the document itself. Empty when it was
    /// removed.
    private List<Integer> block(TermsEnum keys) throws IOException {
        List<Integer> block = new ArrayList<>();
        PostingsEnum entries = keys.postings(null, PostingsEnum.NONE);
        for (int entry = entries.nextDoc(); entry != DocIdSetIterator.NO_MORE_DOCS; entry = entries.nextDoc()) {
            if (live == null || live.get(entry)) {
                block.add(entry);
            }
        }
        return block;
    }

    private HeldDocument held(DocumentKey key, List<Integer> block) throws IOException {
        List<Passage> passages = new ArrayList<>();
        for (int entry : block.subList(0, block.size() - 1)) {
            passages.add(passage(entry).passage());
        }
        Summary summary = summary(block);
        return new HeldDocument(
                key, summary.title(), summary.metadata(), header(key).position(), summary.indexedAt(), passages);
    }

    private ListedDocument listed(DocumentKey key, List<Integer> block) throws IOException {
        Summary summary = summary(block);
        return new ListedDocument(key, summary.title(), header(key).position(), summary.indexedAt(), block.size() - 1);
    }

    private IndexedDocument header(DocumentKey key) throws IOException {
        IndexedDocument header = Headers.find(reader, List.of(key)).get(key);
        if (header == null) {
            throw new IllegalStateException("The document " + key + " has no entry of its own.");
        }
        return header;
    }

    /// Of a document that an earlier version has written, what its first passage says.
    private Summary summary(List<Integer> block) throws IOException {
        BytesRef summary =
                stored.document(block.getLast(), Set.of(Fields.SUMMARY)).getBinaryValue(Fields.SUMMARY);
        if (summary != null) {
            return Blocks.readSummary(summary);
        }
        if (block.size() == 1) {
            return new Summary("", Metadata.EMPTY, null);
        }
        StoredPassage first = passage(block.getFirst());
        return new Summary(first.title(), first.metadata(), null);
    }

    private StoredPassage passage(int entry) throws IOException {
        return Blocks.readPassage(stored.document(entry, Set.of(Fields.PASSAGE)).getBinaryValue(Fields.PASSAGE));
    }
}
