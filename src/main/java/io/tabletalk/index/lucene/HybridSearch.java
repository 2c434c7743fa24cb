package io.tabletalk.index.lucene;

import io.tabletalk.index.Hit;
import io.tabletalk.index.Ranks;
import io.tabletalk.index.SearchQuery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/// One search in one state of the index.
///
/// In HYBRID mode the candidates are the best by words together with the best by meaning. Each gets its true score on
/// both sides, also where the other side did not bring it up, and [Fusion] adds the two, in view of all of them.
final class HybridSearch {

    /// Candidates taken from each side of an index of up to [#FEW_PASSAGES], or as many as are wanted when that is
    /// more.
    private static final int CANDIDATES = 100;

    /// So many passages need no more than [#CANDIDATES].
    private static final int FEW_PASSAGES = 100_000;

    /// When these are passages of too few documents, more are taken, up to so many.
    private static final int MOST_CANDIDATES = 6_400;

    private static final int MORE_CANDIDATES = 4;

    private final IndexSearcher searcher;
    private final SearchQuery query;
    private final Analyzer analyzer;
    private final Query words;
    private final @Nullable Query filter;
    private final double denseWeight;

    HybridSearch(IndexSearcher searcher, SearchQuery query, Analyzer analyzer, double denseWeight) {
        this.denseWeight = denseWeight;
        this.searcher = searcher;
        this.query = query;
        this.analyzer = analyzer;
        this.words = TextQueries.query(query.text(), analyzer);
        this.filter = query.filter().map(Filters::query).orElse(null);
    }

    /// @param entry        the passage
    /// @param document     the entry of its document itself, or -1 when that does not matter
    /// @param score        of both, once they are made one
    /// @param cosineWeight what the cosine counts in that
    /// @param ranks        its places by these scores, known for the best
    record Scored(
            int entry, int document, double score, double cosine, double keyword, double cosineWeight, Ranks ranks) {

        Scored by(Fusion fusion) {
            return new Scored(
                    entry, document, fusion.score(cosine, keyword), cosine, keyword, fusion.cosineWeight(), ranks);
        }

        Scored rankedAmong(List<Scored> candidates) {
            Ranks places = Ranks.among(candidates, this, Scored::score, Scored::cosine, Scored::keyword);
            return new Scored(entry, document, score, cosine, keyword, cosineWeight, places);
        }
    }

    List<Hit> run() throws IOException {
        return new HitReader(searcher, query.options()).read(best());
    }

    private List<Scored> best() throws IOException {
        double mostOfWords = TextQueries.mostOfWords(query.text(), analyzer, searcher);
        int passages = TextQueries.passages(searcher);
        for (int candidates = Math.max(candidatesAmong(passages), query.limit()); ; candidates = more(candidates)) {
            Set<Integer> found = candidates(candidates);
            List<Scored> best = best(fuse(compare(found), mostOfWords, passages));
            if (best.size() >= query.limit() || found.size() < candidates || candidates >= MOST_CANDIDATES) {
                return best;
            }
        }
    }

    /// Grows with the root of the number of passages: the more there are, the further down both lists lie the best by
    /// both, and the more of the nearest the graph misses (ADR 313).
    static int candidatesAmong(int passages) {
        return (int) Math.round(CANDIDATES * Math.sqrt(Math.max(1, (double) passages / FEW_PASSAGES)));
    }

    static int more(int candidates) {
        return Math.min(MOST_CANDIDATES, MORE_CANDIDATES * candidates);
    }

    /// In the order of entries, as the scorers need them.
    private Set<Integer> candidates(int candidates) throws IOException {
        Set<Integer> found = new TreeSet<>();
        if (query.mode() != SearchQuery.Mode.DENSE) {
            found.addAll(bestByWords(candidates));
        }
        if (hasMeaning()) {
            found.addAll(bestByMeaning(candidates));
        }
        return found;
    }

    private boolean hasMeaning() {
        return query.mode() != SearchQuery.Mode.KEYWORD && query.vector().length > 0;
    }

    private List<Integer> bestByWords(int candidates) throws IOException {
        BooleanQuery.Builder filtered = new BooleanQuery.Builder().add(words, Occur.MUST);
        if (filter != null) {
            filtered.add(filter, Occur.FILTER);
        }
        return entries(searcher.search(filtered.build(), candidates).scoreDocs);
    }

    private List<Integer> bestByMeaning(int candidates) throws IOException {
        Query nearest = new KnnFloatVectorQuery(Fields.VECTOR, query.vector(), candidates, filter);
        return entries(searcher.search(nearest, candidates).scoreDocs);
    }

    private static List<Integer> entries(ScoreDoc[] documents) {
        return Arrays.stream(documents).map(document -> document.doc).toList();
    }

    private List<Scored> fuse(List<Scored> candidates, double mostOfWords, int passages) {
        double[] cosines = candidates.stream().mapToDouble(Scored::cosine).toArray();
        double[] keywords = candidates.stream().mapToDouble(Scored::keyword).toArray();
        Clarity clarity = Clarity.of(cosines, keywords, denseWeight, Bm25.chance(passages));
        Fusion fusion = new Fusion(query.mode(), denseWeight, mostOfWords, clarity);
        return candidates.stream().map(passage -> passage.by(fusion)).toList();
    }

    /// Both scores of each, not yet made one.
    private List<Scored> compare(Set<Integer> entries) throws IOException {
        Weight weight = searcher.rewrite(words).createWeight(searcher, ScoreMode.COMPLETE, 1);
        List<Scored> scored = new ArrayList<>(entries.size());
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            Scorer scorer = query.mode() == SearchQuery.Mode.DENSE ? null : weight.scorer(leaf);
            FloatVectorValues vectors = hasMeaning() ? leaf.reader().getFloatVectorValues(Fields.VECTOR) : null;
            KnnVectorValues.DocIndexIterator places = vectors == null ? null : vectors.iterator();
            BinaryDocValues documents =
                    query.options().onePerDocument() ? leaf.reader().getBinaryDocValues(Fields.DOCUMENT) : null;
            for (int entry : entries) {
                int local = entry - leaf.docBase;
                if (local >= 0 && local < leaf.reader().maxDoc()) {
                    double keyword = scorer != null && at(scorer.iterator(), local) ? scorer.score() : 0;
                    double cosine = vectors != null && places != null && at(places, local)
                            ? VectorUtil.dotProduct(query.vector(), vectors.vectorValue(places.index()))
                            : 0;
                    int document = documents == null ? -1 : leaf.docBase + next(documents, local);
                    scored.add(new Scored(entry, document, 0, cosine, keyword, 0, Ranks.UNKNOWN));
                }
            }
        }
        return scored;
    }

    private static boolean at(DocIdSetIterator entries, int entry) throws IOException {
        int current = entries.docID();
        return (current < entry ? entries.advance(entry) : current) == entry;
    }

    /// A document's own entry is the first one behind its passages.
    private static int next(DocIdSetIterator documents, int passage) throws IOException {
        return documents.docID() < passage ? documents.advance(passage) : documents.docID();
    }

    /// An index from before, or of a model that gives no tokens, holds none.
    private boolean holdsTokens() {
        return searcher.getIndexReader().leaves().stream()
                .anyMatch(leaf -> leaf.reader().getFieldInfos().fieldInfo(Fields.TOKENS) != null);
    }

    private List<Scored> best(List<Scored> scored) {
        Set<Integer> seen = new HashSet<>();
        return scored.stream()
                .sorted(Comparator.comparingDouble(Scored::score).reversed().thenComparingInt(Scored::entry))
                .filter(passage -> passage.document() < 0 || seen.add(passage.document()))
                .limit(Math.max(query.limit(), holdsTokens() ? query.options().tokens() : 0))
                .map(passage -> passage.rankedAmong(scored))
                .toList();
    }
}
