package io.tabletalk.source.jdbc;

import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import io.tabletalk.source.TitleFields;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Which columns of a table are read, and what each is for.
///
/// @param read       every column that is read
/// @param key        those that identify a row; empty when nothing does
/// @param text       those that are searched by meaning
/// @param title      those that name a row; empty when none does
/// @param textChosen whether the user chose [#text]
record TableLayout(
        Table table, List<Column> read, List<Column> key, List<Column> text, List<Column> title, boolean textChosen) {

    /// @throws SourceException INVALID when the settings name a column that there is not, or that cannot be read
    static TableLayout of(Table table, FieldChoice choice) {
        List<Column> key = choice.keyFields().isEmpty() ? table.key() : table.columns(choice.keyFields());
        List<Column> shown = shown(table, choice);
        List<Column> title = title(table, choice, shown);
        Set<Column> read = new LinkedHashSet<>(shown);
        read.addAll(key);
        read.addAll(title);
        return new TableLayout(
                table,
                List.copyOf(read),
                key,
                text(table, choice, shown, key),
                title,
                !choice.textFields().isEmpty());
    }

    /// The columns that a reader gets to see.
    private static List<Column> shown(Table table, FieldChoice choice) {
        List<Column> named = new ArrayList<>(table.columns(choice.fields()));
        if (named.isEmpty()) {
            table.columns().stream()
                    .filter(column -> !column.isBinary() && !column.isSearchIndex())
                    .forEach(named::add);
        }
        named.addAll(table.columns(choice.textFields()));
        named.stream().filter(Column::isBinary).findFirst().ifPresent(binary -> {
            throw new SourceException(
                    Kind.INVALID,
                    "Column '" + binary.name() + "' holds binary data, which cannot be read as text. Leave it out.");
        });
        return named.stream().distinct().toList();
    }

    private static List<Column> title(Table table, FieldChoice choice, List<Column> shown) {
        if (choice.titleField() != null) {
            return List.of(table.column(choice.titleField()));
        }
        return table.columns(TitleFields.in(
                shown.stream().filter(Column::isText).map(Column::name).toList()));
    }

    /// A table of numbers, dates and keys only is searched by all of them: it would have nothing to find otherwise.
    private static List<Column> text(Table table, FieldChoice choice, List<Column> shown, List<Column> key) {
        if (!choice.textFields().isEmpty()) {
            return table.columns(choice.textFields());
        }
        List<Column> texts = shown.stream()
                .filter(Column::isText)
                .filter(column -> !key.contains(column))
                .toList();
        return texts.isEmpty() ? shown : texts;
    }
}
