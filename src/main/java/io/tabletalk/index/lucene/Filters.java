package io.tabletalk.index.lucene;

import io.tabletalk.index.Filter;
import java.util.List;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TermRangeQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// Turns filters into queries over passages.
final class Filters {

    private Filters() {}

    static Query query(Filter filter) {
        return switch (filter) {
            case Filter.InSources sources ->
                new TermInSetQuery(
                        Fields.PASSAGE_SOURCE,
                        sources.sources().stream()
                                .map(source -> new BytesRef(source.value()))
                                .toList());
            case Filter.Equals equals -> equal(equals.field(), equals.value());
            case Filter.In in ->
                any(in.values().stream().map(value -> equal(in.field(), value)).toList());
            case Filter.Range range -> range(range);
            case Filter.Exists exists -> new TermQuery(new Term(Fields.METADATA_NAMES, exists.field()));
            case Filter.And and -> all(and.all().stream().map(Filters::query).toList());
            case Filter.Or or -> any(or.any().stream().map(Filters::query).toList());
            case Filter.Not not -> none(query(not.none()));
        };
    }

    private static Query equal(String field, Object value) {
        return switch (value) {
            case Number number -> DoublePoint.newExactQuery(Fields.number(field), number.doubleValue());
            case Boolean flag -> new TermQuery(new Term(Fields.flag(field), flag.toString()));
            default -> new TermQuery(new Term(Fields.text(field), value.toString()));
        };
    }

    private static Query range(Filter.Range range) {
        if (range.from() instanceof Number || range.to() instanceof Number) {
            return DoublePoint.newRangeQuery(
                    Fields.number(range.field()),
                    range.from() instanceof Number from ? from.doubleValue() : Double.NEGATIVE_INFINITY,
                    range.to() instanceof Number to ? to.doubleValue() : Double.POSITIVE_INFINITY);
        }
        return TermRangeQuery.newStringRange(
                Fields.text(range.field()), text(range.from()), text(range.to()), true, true);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static Query all(List<Query> queries) {
        BooleanQuery.Builder all = new BooleanQuery.Builder().add(new MatchAllDocsQuery(), Occur.FILTER);
        queries.forEach(query -> all.add(query, Occur.FILTER));
        return all.build();
    }

    private static Query any(List<Query> queries) {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        queries.forEach(query -> any.add(query, Occur.SHOULD));
        return any.build();
    }

    private static Query none(Query query) {
        return new BooleanQuery.Builder()
                .add(new MatchAllDocsQuery(), Occur.FILTER)
                .add(query, Occur.MUST_NOT)
                .build();
    }
}
