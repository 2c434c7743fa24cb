package io.tabletalk.index.chroma;

import io.tabletalk.index.Filter;
import io.tabletalk.knowledge.SourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A filter as Chroma's conditions on metadata: every document that satisfies the filter satisfies the condition, and
/// when it is exact, no other does.
///
/// @param where null when the condition holds for all, or for none
record Condition(Kind kind, @Nullable Map<String, Object> where, boolean isExact) {

    enum Kind {
        ALL,
        NONE,
        SOME
    }

    static final Condition ALL = new Condition(Kind.ALL, null, true);
    static final Condition NONE = new Condition(Kind.NONE, null, true);

    /// Nothing can be said of it.
    private static final Condition UNKNOWN = new Condition(Kind.ALL, null, false);

    static Condition of(Filter filter) {
        return switch (filter) {
            case Filter.InSources in -> in.sources().isEmpty() ? NONE : some(DocumentEntry.SOURCE, "$in", names(in));
            case Filter.Equals equals -> equal(equals.field(), equals.value());
            case Filter.In in ->
                any(in.values().stream().map(value -> equal(in.field(), value)).toList());
            case Filter.Range range -> range(range);
            case Filter.Exists exists -> some(FlatMetadata.exists(exists.field()), "$eq", true);
            case Filter.And and -> all(and.all().stream().map(Condition::of).toList());
            case Filter.Or or -> any(or.any().stream().map(Condition::of).toList());
            case Filter.Not not -> opposite(not.none());
        };
    }

    /// Chroma has no negation of conditions, only of comparisons; those hold where the name is missing, too.
    private static Condition opposite(Filter filter) {
        return switch (filter) {
            case Filter.InSources in -> in.sources().isEmpty() ? ALL : some(DocumentEntry.SOURCE, "$nin", names(in));
            case Filter.Equals equals -> different(equals.field(), equals.value());
            case Filter.In in ->
                all(in.values().stream()
                        .map(value -> different(in.field(), value))
                        .toList());
            case Filter.Range ignored -> UNKNOWN;
            case Filter.Exists exists -> some(FlatMetadata.exists(exists.field()), "$ne", true);
            case Filter.And and ->
                any(and.all().stream().map(Condition::opposite).toList());
            case Filter.Or or -> all(or.any().stream().map(Condition::opposite).toList());
            case Filter.Not not -> of(not.none());
        };
    }

    private static Condition equal(String field, Object value) {
        return switch (value) {
            case Number number -> some(FlatMetadata.number(field), "$eq", number.doubleValue());
            case Boolean flag -> some(FlatMetadata.flag(field), "$eq", flag);
            default ->
                inexact(any(List.of(
                        some(FlatMetadata.text(field), "$eq", value.toString()),
                        some(FlatMetadata.item(field, value.toString()), "$eq", true),
                        some(FlatMetadata.unlisted(field), "$eq", true))));
        };
    }

    private static Condition different(String field, Object value) {
        return switch (value) {
            case Number number -> some(FlatMetadata.number(field), "$ne", number.doubleValue());
            case Boolean flag -> some(FlatMetadata.flag(field), "$ne", flag);
            default ->
                inexact(all(List.of(
                        some(FlatMetadata.text(field), "$ne", value.toString()),
                        some(FlatMetadata.item(field, value.toString()), "$ne", true))));
        };
    }

    private static Condition range(Filter.Range range) {
        if (range.from() instanceof Number || range.to() instanceof Number) {
            String name = FlatMetadata.number(range.field());
            List<Condition> ends = new ArrayList<>();
            if (range.from() instanceof Number from) {
                ends.add(some(name, "$gte", from.doubleValue()));
            }
            if (range.to() instanceof Number to) {
                ends.add(some(name, "$lte", to.doubleValue()));
            }
            return all(ends);
        }
        return inexact(any(List.of(textRange(range), some(FlatMetadata.unsorted(range.field()), "$eq", true))));
    }

    private static Condition textRange(Filter.Range range) {
        String name = FlatMetadata.prefix(range.field());
        List<Condition> ends = new ArrayList<>();
        ends.add(some(
                name,
                "$gte",
                range.from() == null ? 0.0 : FlatMetadata.prefixOf(range.from().toString())));
        if (range.to() != null) {
            ends.add(some(name, "$lte", FlatMetadata.prefixOf(range.to().toString())));
        }
        return all(ends);
    }

    private static Condition all(List<Condition> conditions) {
        if (conditions.stream().anyMatch(condition -> condition.kind == Kind.NONE)) {
            return NONE;
        }
        return joined("$and", conditions, Kind.ALL, ALL);
    }

    private static Condition any(List<Condition> conditions) {
        boolean hasAll = conditions.stream().anyMatch(condition -> condition.kind == Kind.ALL);
        if (hasAll) {
            boolean exact = conditions.stream().anyMatch(condition -> condition.kind == Kind.ALL && condition.isExact);
            return exact ? ALL : UNKNOWN;
        }
        return joined("$or", conditions, Kind.NONE, NONE);
    }

    /// @param neutral the kind that changes nothing, and is left out
    private static Condition joined(String operator, List<Condition> conditions, Kind neutral, Condition empty) {
        boolean exact = conditions.stream().allMatch(Condition::isExact);
        List<Map<String, Object>> parts = new ArrayList<>();
        for (Condition condition : conditions) {
            if (condition.kind != neutral && condition.where != null) {
                parts.add(condition.where);
            }
        }
        if (parts.isEmpty()) {
            return new Condition(empty.kind, null, exact);
        }
        return new Condition(
                Kind.SOME, parts.size() == 1 ? parts.getFirst() : Map.of(operator, List.copyOf(parts)), exact);
    }

    private static Condition inexact(Condition condition) {
        return new Condition(condition.kind, condition.where, false);
    }

    private static Condition some(String name, String comparison, Object value) {
        return new Condition(Kind.SOME, Map.of(name, Map.of(comparison, value)), true);
    }

    private static List<String> names(Filter.InSources in) {
        return in.sources().stream().map(SourceId::value).sorted().toList();
    }
}
