package io.tabletalk.source.file;

import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a user said about the fields of a file of records. An empty list means that nothing was said.
///
/// @param columns  the fields to read at all
/// @param text     the fields to search by meaning
/// @param metadata the fields to filter on
/// @param key      the fields that together identify a record
/// @param types    what the values of some fields must be; a record with another value is unreadable
/// @param defaults what stands for a missing or blank value
record RowSettings(
        List<String> columns,
        List<String> text,
        List<String> metadata,
        List<String> key,
        Map<String, ColumnType> types,
        Map<String, String> defaults) {

    static final RowSettings NONE = of(null, null, null, null, null, null);

    static RowSettings of(
            @Nullable List<String> columns,
            @Nullable List<String> text,
            @Nullable List<String> metadata,
            @Nullable List<String> key,
            @Nullable Map<String, ColumnType> types,
            @Nullable Map<String, String> defaults) {
        return new RowSettings(
                list(columns),
                list(text),
                list(metadata),
                list(key),
                types == null ? Map.of() : Map.copyOf(types),
                defaults == null ? Map.of() : Map.copyOf(defaults));
    }

    private static List<String> list(@Nullable List<String> names) {
        return names == null ? List.of() : List.copyOf(names);
    }

    /// @throws SourceException INVALID when a field is named that is not among `names`
    void requireIn(List<String> names, String file) {
        List<String> unknown = Stream.of(columns, text, metadata, key, types.keySet(), defaults.keySet())
                .flatMap(java.util.Collection::stream)
                .filter(name -> !names.contains(name))
                .distinct()
                .sorted()
                .toList();
        if (!unknown.isEmpty()) {
            throw new SourceException(
                    Kind.INVALID,
                    "'" + file + "' has no column " + quoted(unknown) + ". It has " + quoted(names) + ".");
        }
    }

    private static String quoted(List<String> names) {
        int shown = 50;
        String list = String.join(
                ", ", names.stream().limit(shown).map(name -> "'" + name + "'").toList());
        return names.size() > shown ? list + " and " + (names.size() - shown) + " more" : list;
    }
}
