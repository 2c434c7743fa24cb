package io.tabletalk.index.lucene;

import io.tabletalk.index.IndexException;
import io.tabletalk.index.IndexedDocument;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.SourceId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// Reads the entries of the documents themselves, without their passages.
final class Headers {

    private Headers() {}

    static Map<DocumentKey, IndexedDocument> find(IndexReader reader, Collection<DocumentKey> keys) throws IOException {
        Map<DocumentKey, IndexedDocument> found = new HashMap<>();
        for (LeafReaderContext leaf : reader.leaves()) {
            Terms terms = leaf.reader().terms(Fields.KEY);
            if (terms == null) {
                continue;
            }
            List<Integer> headers = headers(leaf.reader(), terms.iterator(), keys);
            BinaryDocValues documents = leaf.reader().getBinaryDocValues(Fields.DOCUMENT);
            for (int header : new TreeSet<>(headers)) {
                if (documents != null && documents.advanceExact(header)) {
                    IndexedDocument document = Blocks.readHeader(documents.binaryValue());
                    found.put(document.key(), document);
                }
            }
        }
        return found;
    }

    /// The last entry of each block.
    private static List<Integer> headers(LeafReader reader, TermsEnum terms, Collection<DocumentKey> keys)
            throws IOException {
        Bits live = reader.getLiveDocs();
        List<Integer> headers = new ArrayList<>();
        PostingsEnum entries = null;
        for (DocumentKey key : keys) {
            if (!terms.seekExact(Fields.key(key).bytes())) {
                continue;
            }
            entries = terms.postings(entries, PostingsEnum.NONE);
            int last = -1;
            for (int entry = entries.nextDoc(); entry != DocIdSetIterator.NO_MORE_DOCS; entry = entries.nextDoc()) {
                if (live == null || live.get(entry)) {
                    last = entry;
                }
            }
            if (last >= 0) {
                headers.add(last);
            }
        }
        return headers;
    }

    static long count(IndexReader reader) throws IOException {
        long count = 0;
        for (LeafReaderContext leaf : reader.leaves()) {
            count += count(leaf.reader());
        }
        return count;
    }

    private static long count(LeafReader reader) throws IOException {
        BinaryDocValues documents = reader.getBinaryDocValues(Fields.DOCUMENT);
        if (documents == null) {
            return 0;
        }
        Bits live = reader.getLiveDocs();
        if (live == null) {
            Terms sources = reader.terms(Fields.DOCUMENT_SOURCE);
            return sources == null ? 0 : sources.getSumDocFreq();
        }
        long count = 0;
        for (int entry = documents.nextDoc(); entry != DocIdSetIterator.NO_MORE_DOCS; entry = documents.nextDoc()) {
            count += live.get(entry) ? 1 : 0;
        }
        return count;
    }

    /// The sources that have documents.
    static Set<SourceId> sources(IndexReader reader) throws IOException {
        Set<SourceId> sources = new HashSet<>();
        Terms terms = MultiTerms.getTerms(reader, Fields.DOCUMENT_SOURCE);
        TermsEnum each = terms == null ? TermsEnum.EMPTY : terms.iterator();
        for (BytesRef source = each.next(); source != null; source = each.next()) {
            sources.add(new SourceId(source.utf8ToString()));
        }
        return sources;
    }

    /// The documents of a source, read as they are asked for. The reader must stay open meanwhile. The stream throws
    /// [IndexException] when it cannot be read.
    static Stream<IndexedDocument> of(IndexReader reader, SourceId source) {
        return StreamSupport.stream(
                new Walk(reader.leaves().iterator(), new Term(Fields.DOCUMENT_SOURCE, source.value())), false);
    }

    private static final class Walk extends Spliterators.AbstractSpliterator<IndexedDocument> {

        private final Iterator<LeafReaderContext> leaves;
        private final Term source;
        private @Nullable PostingsEnum entries;
        private @Nullable BinaryDocValues documents;
        private @Nullable Bits live;

        Walk(Iterator<LeafReaderContext> leaves, Term source) {
            super(Long.MAX_VALUE, Spliterator.NONNULL | Spliterator.DISTINCT);
            this.leaves = leaves;
            this.source = source;
        }

        @Override
        public boolean tryAdvance(Consumer<? super IndexedDocument> action) {
            IndexedDocument next;
            try {
                next = next();
            } catch (IOException | AlreadyClosedException e) {
                throw new IndexException("The documents of the index cannot be listed: " + e.getMessage(), e);
            }
            if (next == null) {
                return false;
            }
            action.accept(next);
            return true;
        }

        private @Nullable IndexedDocument next() throws IOException {
            while (true) {
                IndexedDocument inLeaf = nextInLeaf();
                if (inLeaf != null) {
                    return inLeaf;
                }
                if (!leaves.hasNext()) {
                    return null;
                }
                LeafReader leaf = leaves.next().reader();
                entries = leaf.postings(source, PostingsEnum.NONE);
                documents = leaf.getBinaryDocValues(Fields.DOCUMENT);
                live = leaf.getLiveDocs();
            }
        }

        private @Nullable IndexedDocument nextInLeaf() throws IOException {
            if (entries == null || documents == null) {
                return null;
            }
            for (int entry = entries.nextDoc(); entry != DocIdSetIterator.NO_MORE_DOCS; entry = entries.nextDoc()) {
                if ((live == null || live.get(entry)) && documents.advanceExact(entry)) {
                    return Blocks.readHeader(documents.binaryValue());
                }
            }
            entries = null; // asking Lucene again beyond the end is not allowed, asking a stream is
            return null;
        }
    }
}
