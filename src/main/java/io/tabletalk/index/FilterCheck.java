package io.tabletalk.index;

import io.tabletalk.knowledge.Metadata;
import io.tabletalk.knowledge.SourceId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Decides on one document whether it satisfies a filter, for indexes whose store can express a filter in part only.
public final class FilterCheck {

    private final SourceId source;
    private final Metadata metadata;

    private FilterCheck(SourceId source, Metadata metadata) {
        this.source = source;
        this.metadata = metadata;
    }

    public static boolean satisfies(Filter filter, SourceId source, Metadata metadata) {
        return new FilterCheck(source, metadata).test(filter);
    }

    private boolean test(Filter filter) {
        return switch (filter) {
            case Filter.InSources in -> in.sources().contains(source);
            case Filter.Equals equals -> anyValue(equals.field(), value -> equal(value, equals.value()));
            case Filter.In in ->
                anyValue(in.field(), value -> in.values().stream().anyMatch(wanted -> equal(value, wanted)));
            case Filter.Range range -> anyValue(range.field(), value -> isWithin(range, value));
            case Filter.Exists exists -> metadata.get(exists.field()) != null;
            case Filter.And and -> and.all().stream().allMatch(this::test);
            case Filter.Or or -> or.any().stream().anyMatch(this::test);
            case Filter.Not not -> !test(not.none());
        };
    }

    private boolean anyValue(String field, Predicate<Object> condition) {
        return values(metadata.get(field)).anyMatch(condition);
    }

    private static Stream<?> values(@Nullable Object value) {
        return value instanceof List<?> many ? many.stream() : Stream.ofNullable(value);
    }

    private static boolean equal(Object value, Object wanted) {
        return value instanceof Number number
                ? wanted instanceof Number other && number.doubleValue() == other.doubleValue()
                : value.equals(wanted);
    }

    private static boolean isWithin(Filter.Range range, Object value) {
        if (range.from() instanceof Number || range.to() instanceof Number) {
            return value instanceof Number number
                    && (!(range.from() instanceof Number from) || number.doubleValue() >= from.doubleValue())
                    && (!(range.to() instanceof Number to) || number.doubleValue() <= to.doubleValue());
        }
        return value instanceof String text
                && (range.from() == null || compare(text, range.from().toString()) >= 0)
                && (range.to() == null || compare(text, range.to().toString()) <= 0);
    }

    /// In the order of code points, as every index has it.
    private static int compare(String one, String other) {
        return Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
