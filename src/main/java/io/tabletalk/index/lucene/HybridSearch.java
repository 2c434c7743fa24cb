package io.tabletalk.index.lucene;

import io.tabletalk.index.Hit;
import io.tabletalk.index.SearchQuery;
import io.tabletalk.index.lucene.Blocks.StoredPassage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.StoredFields;
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
/// both sides, also where the other side did not bring it up, and [Fusion] adds the two.
final class HybridSearch {

    /// Candidates taken from each side, or as many as are wanted when that is more.
    private static final int CANDIDATES = 100;

    private final IndexSearcher searcher;
    private final SearchQuery query;
    private final Analyzer analyzer;
    private final Query words;
    private final @Nullable Query filter;
    private final int candidates;

    HybridSearch(IndexSearcher searcher, SearchQuery query, Analyzer analyzer) {
        this.searcher = searcher;
        this.query = query;
        this.analyzer = analyzer;
        this.words = TextQueries.query(query.text(), analyzer);
        this.filter = query.filter().map(Filters::query).orElse(null);
        this.candidates = Math.max(CANDIDATES, query.limit());
    }

    private record Scored(int entry, double score, double cosine, double keyword) {}

    List<Hit> run() throws IOException {
        Set<Integer> found = new TreeSet<>(); // in the order of entries, as the scorers need them
        if (query.mode() != SearchQuery.Mode.DENSE) {
            found.addAll(bestByWords());
        }
        if (query.mode() != SearchQuery.Mode.KEYWORD) {
            found.addAll(bestByMeaning());
        }
        Fusion fusion = new Fusion(query.mode(), TextQueries.mostOfWords(query.text(), analyzer, searcher));
        return hits(best(score(found, fusion)));
    }

    private List<Integer> bestByWords() throws IOException {
        BooleanQuery.Builder filtered = new BooleanQuery.Builder().add(words, Occur.MUST);
        if (filter != null) {
            filtered.add(filter, Occur.FILTER);
        }
        return entries(searcher.search(filtered.build(), candidates).scoreDocs);
    }

    private List<Integer> bestByMeaning() throws IOException {
        Query nearest = new KnnFloatVectorQuery(Fields.VECTOR, query.vector(), candidates, filter);
        return entries(searcher.search(nearest, candidates).scoreDocs);
    }

    private static List<Integer> entries(ScoreDoc[] documents) {
        return Arrays.stream(documents).map(document -> document.doc).toList();
    }

    private List<Scored> score(Set<Integer> entries, Fusion fusion) throws IOException {
        Weight weight = searcher.rewrite(words).createWeight(searcher, ScoreMode.COMPLETE, 1);
        List<Scored> scored = new ArrayList<>(entries.size());
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            Scorer scorer = query.mode() == SearchQuery.Mode.DENSE ? null : weight.scorer(leaf);
            FloatVectorValues vectors = query.mode() == SearchQuery.Mode.KEYWORD
                    ? null
                    : leaf.reader().getFloatVectorValues(Fields.VECTOR);
            KnnVectorValues.DocIndexIterator places = vectors == null ? null : vectors.iterator();
            for (int entry : entries) {
                int local = entry - leaf.docBase;
                if (local >= 0 && local < leaf.reader().maxDoc()) {
                    double keyword = scorer != null && at(scorer.iterator(), local) ? scorer.score() : 0;
                    double cosine = vectors != null && places != null && at(places, local)
                            ? VectorUtil.dotProduct(query.vector(), vectors.vectorValue(places.index()))
                            : 0;
                    scored.add(new Scored(entry, fusion.score(cosine, keyword), cosine, keyword));
                }
            }
        }
        return scored;
    }

    private static boolean at(DocIdSetIterator entries, int entry) throws IOException {
        int current = entries.docID();
        return (current < entry ? entries.advance(entry) : current) == entry;
    }

    private List<Scored> best(List<Scored> scored) {
        return scored.stream()
                .sorted(Comparator.comparingDouble(Scored::score).reversed().thenComparingInt(Scored::entry))
                .limit(query.limit())
                .toList();
    }

    private List<Hit> hits(List<Scored> best) throws IOException {
        StoredFields stored = searcher.storedFields();
        List<Hit> hits = new ArrayList<>(best.size());
        for (Scored scored : best) {
            StoredPassage passage = Blocks.readPassage(
                    stored.document(scored.entry(), Set.of(Fields.PASSAGE)).getBinaryValue(Fields.PASSAGE));
            hits.add(new Hit(
                    passage.key(),
                    passage.title(),
                    passage.metadata(),
                    passage.passage(),
                    passage.position(),
                    scored.score(),
                    scored.cosine(),
                    scored.keyword()));
        }
        return hits;
    }
}
