package io.tabletalk.chat;

import io.tabletalk.index.Filter;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.web.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the `sources` and `filter` of a request.
///
/// Every entry of a filter object must hold. A field takes a value, a list of values of which one must match,
/// `{"from": …, "to": …}` (either may be missing) or `{"exists": true}`. `$and` and `$or` take a list of filter
/// objects, `$not` takes one.
final class RequestFilter {

    private static final int DEEPEST = 8;
    private static final int MOST_CONDITIONS = 200;

    private int conditions;

    private RequestFilter() {}

    /// @throws ApiException 422 when something is not of this form
    static Optional<Filter> of(@Nullable List<String> sources, @Nullable Map<String, Object> filter) {
        List<Filter> all = new ArrayList<>();
        Set<SourceId> named = ids(sources);
        if (!named.isEmpty()) {
            all.add(new Filter.InSources(named));
        }
        if (filter != null && !filter.isEmpty()) {
            all.add(new RequestFilter().object(filter, 1));
        }
        return all.isEmpty() ? Optional.empty() : Optional.of(joined(all));
    }

    /// The sources named; empty for all.
    ///
    /// @throws ApiException 422 when something is no name of a source
    static Set<SourceId> ids(@Nullable List<String> names) {
        try {
            return Stream.ofNullable(names)
                    .flatMap(List::stream)
                    .map(SourceId::new)
                    .collect(Collectors.toSet());
        } catch (IllegalArgumentException e) {
            throw ApiException.invalid("invalid_source", String.valueOf(e.getMessage()));
        }
    }

    private Filter object(Map<?, ?> object, int depth) {
        if (depth > DEEPEST) {
            throw invalid("it is nested more than " + DEEPEST + " deep");
        }
        List<Filter> all = new ArrayList<>();
        object.forEach((name, condition) -> all.add(entry(String.valueOf(name), condition, depth)));
        if (all.isEmpty()) {
            throw invalid("an object in it is empty");
        }
        return joined(all);
    }

    private Filter entry(String name, @Nullable Object condition, int depth) {
        if (++conditions > MOST_CONDITIONS) {
            throw invalid("it has more than " + MOST_CONDITIONS + " conditions");
        }
        return switch (name) {
            case "$and" -> new Filter.And(objects(name, condition, depth));
            case "$or" -> new Filter.Or(objects(name, condition, depth));
            case "$not" -> new Filter.Not(object(map(name, condition), depth + 1));
            default -> field(name, condition);
        };
    }

    private List<Filter> objects(String name, @Nullable Object value, int depth) {
        if (!(value instanceof List<?> list) || list.isEmpty()) {
            throw invalid(name + " takes a list of objects");
        }
        return list.stream().map(item -> object(map(name, item), depth + 1)).toList();
    }

    private Filter field(String name, @Nullable Object condition) {
        if (name.startsWith("$")) {
            throw invalid("there is no " + name + "; valid are $and, $or and $not");
        }
        return switch (condition) {
            case String text -> new Filter.Equals(name, text);
            case Number number -> new Filter.Equals(name, number);
            case Boolean flag -> new Filter.Equals(name, flag);
            case List<?> values -> new Filter.In(name, values(name, values));
            case Map<?, ?> object -> object.containsKey("exists") ? exists(name, object) : range(name, object);
            case null -> throw invalid("'" + name + "' is null; use {\"exists\": false}");
            default -> throw invalid("'" + name + "' takes a text, a number, true or false, a list or a range");
        };
    }

    private List<Object> values(String name, List<?> values) {
        conditions += values.size();
        boolean plain = values.stream().allMatch(RequestFilter::isPlain);
        if (values.isEmpty() || !plain || conditions > MOST_CONDITIONS) {
            throw invalid("'" + name + "' takes a list of 1 to " + MOST_CONDITIONS + " texts, numbers or booleans");
        }
        return List.copyOf(values);
    }

    private static Filter exists(String name, Map<?, ?> object) {
        if (object.size() > 1 || !(object.get("exists") instanceof Boolean flag)) {
            throw invalid("'exists' of '" + name + "' is true or false and stands alone");
        }
        return flag ? new Filter.Exists(name) : new Filter.Not(new Filter.Exists(name));
    }

    private static Filter range(String name, Map<?, ?> range) {
        Object from = range.get("from");
        Object to = range.get("to");
        boolean onlyEnds = !range.isEmpty() && Set.of("from", "to").containsAll(range.keySet());
        boolean numbers = (from == null || from instanceof Number) && (to == null || to instanceof Number);
        boolean texts = (from == null || from instanceof String) && (to == null || to instanceof String);
        if (!onlyEnds || (from == null && to == null) || !(numbers || texts)) {
            throw invalid("a range of '" + name + "' has 'from', 'to' or both, as numbers or as texts");
        }
        return new Filter.Range(name, from, to);
    }

    private static boolean isPlain(@Nullable Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean;
    }

    private static Map<?, ?> map(String name, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw invalid(name + " takes an object");
    }

    private static Filter joined(List<Filter> all) {
        return all.size() == 1 ? all.getFirst() : new Filter.And(List.copyOf(all));
    }

    private static ApiException invalid(String what) {
        return ApiException.invalid("invalid_filter", "The filter cannot be used: " + what + ".");
    }
}
