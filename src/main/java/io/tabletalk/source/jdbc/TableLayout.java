package io.tabletalk.source.jdbc;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which columns of a table are read, and what each is for.
///
/// @param read  every column that is read
/// @param key   those that identify a row; empty when nothing does
/// @param text  those that are searched and quoted
/// @param title the one that names a row, or null
record TableLayout(
        Table table,
        List<Column> read,
        List<Column> key,
        List<Column> text,
        @Nullable Column title) {

    private static final List<String> TITLES = List.of("title", "name", "headline", "subject", "label");

    static TableLayout of(Table table, PostgresSettings settings) {
        List<Column> key = table.columns(settings.keyFields().isEmpty() ? table.keyNames() : settings.keyFields());
        List<Column> chosen = chosen(table, settings);
        Column title =
                settings.titleField() == null ? guessTitle(chosen).orElse(null) : table.column(settings.titleField());
        Set<Column> read = new LinkedHashSet<>(chosen);
        read.addAll(key);
        if (title != null) {
            read.add(title);
        }
        return new TableLayout(table, List.copyOf(read), key, text(table, settings, chosen, key), title);
    }

    private static List<Column> chosen(Table table, PostgresSettings settings) {
        Set<Column> chosen = new LinkedHashSet<>(table.columns(settings.fields()));
        if (chosen.isEmpty()) {
            table.columns().stream()
                    .filter(column -> !column.isBinary() && !column.isSearchIndex())
                    .forEach(chosen::add);
        }
        chosen.addAll(table.columns(settings.textFields()));
        return List.copyOf(chosen);
    }

    /// A table of numbers and dates only is searched by all of them: it would have nothing to find otherwise.
    private static List<Column> text(Table table, PostgresSettings settings, List<Column> chosen, List<Column> key) {
        if (!settings.textFields().isEmpty()) {
            return table.columns(settings.textFields());
        }
        List<Column> texts = chosen.stream()
                .filter(Column::isText)
                .filter(column -> !key.contains(column))
                .toList();
        return texts.isEmpty() ? chosen : texts;
    }

    private static Optional<Column> guessTitle(List<Column> columns) {
        for (String name : TITLES) {
            for (Column column : columns) {
                if (column.isText() && column.name().toLowerCase(Locale.ROOT).equals(name)) {
                    return Optional.of(column);
                }
            }
        }
        return columns.stream()
                .filter(Column::isText)
                .filter(column -> column.name().toLowerCase(Locale.ROOT).matches(".*(title|name)"))
                .findFirst();
    }
}
