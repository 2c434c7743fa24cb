package io.tabletalk.index.lucene;

import io.tabletalk.embedding.TokenCodes;
import io.tabletalk.index.Hit;
import io.tabletalk.index.SearchQuery;
import io.tabletalk.index.lucene.Blocks.StoredPassage;
import io.tabletalk.index.lucene.HybridSearch.Scored;
import io.tabletalk.knowledge.Passage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// Reads what is shown of passages that were found.
final class HitReader {

    private final StoredFields stored;
    private final List<LeafReaderContext> leaves;
    private final int entries;
    private final SearchQuery.Options options;

    HitReader(IndexSearcher searcher, SearchQuery.Options options) throws IOException {
        this.stored = searcher.storedFields();
        this.leaves = searcher.getIndexReader().leaves();
        this.entries = searcher.getIndexReader().maxDoc();
        this.options = options;
    }

    List<Hit> read(List<Scored> found) throws IOException {
        List<Hit> hits = new ArrayList<>(found.size());
        for (Scored scored : found) {
            hits.add(hit(scored, hits.size() < options.tokens()));
        }
        return hits;
    }

    private Hit hit(Scored scored, boolean withTokens) throws IOException {
        StoredPassage passage = passage(scored.entry());
        if (passage == null) {
            throw new IllegalStateException("Entry " + scored.entry() + " is no passage");
        }
        return new Hit(
                passage.key(),
                passage.title(),
                passage.metadata(),
                passage.passage(),
                passage.position(),
                scored.score(),
                scored.cosine(),
                scored.keyword(),
                scored.ranks(),
                neighbours(scored.entry(), -1, options.before()).reversed(),
                neighbours(scored.entry(), 1, options.after()),
                scored.cosineWeight(),
                withTokens ? tokens(scored.entry()) : TokenCodes.UNKNOWN);
    }

    private TokenCodes tokens(int entry) throws IOException {
        LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(entry, leaves));
        BinaryDocValues tokens = leaf.reader().getBinaryDocValues(Fields.TOKENS);
        return tokens != null && tokens.advanceExact(entry - leaf.docBase)
                ? new TokenCodes(BytesRef.deepCopyOf(tokens.binaryValue()).bytes)
                : TokenCodes.UNKNOWN;
    }

    /// The passages of a document lie side by side, and between two documents lies an entry that is no passage.
    private List<Passage> neighbours(int entry, int step, int wanted) throws IOException {
        List<Passage> neighbours = new ArrayList<>();
        for (int distance = 1; distance <= wanted; distance++) {
            StoredPassage neighbour = passage(entry + step * distance);
            if (neighbour == null) {
                break;
            }
            neighbours.add(neighbour.passage());
        }
        return List.copyOf(neighbours);
    }

    private @Nullable StoredPassage passage(int entry) throws IOException {
        if (entry < 0 || entry >= entries) {
            return null;
        }
        BytesRef passage = stored.document(entry, Set.of(Fields.PASSAGE)).getBinaryValue(Fields.PASSAGE);
        return passage == null ? null : Blocks.readPassage(passage);
    }
}
