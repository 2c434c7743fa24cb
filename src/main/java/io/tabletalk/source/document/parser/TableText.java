package io.tabletalk.source.document.parser;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A table as lines: `| a | b |` for a row, a cell being one line however it was written. A row with one cell that is
/// not empty is running text, as in pages that use tables to arrange things. A table within a table is written with
/// commas. For one thread.
final class TableText {

    private static final Pattern NUMBER = Pattern.compile("[-+(]?[\\d.,:/ %€$£-]+\\)?");

    private final StringBuilder around;
    private final boolean named;
    private final boolean outermost;
    private final List<String> cells = new ArrayList<>();
    private @Nullable StringBuilder cell;
    private List<String> header = List.of();
    private boolean headerPossible = true;

    /// @param around    where the rows go
    /// @param named     whether the first row, when it looks like one of names, names the cells of those after it,
    /// up
    ///                  to an empty row
    /// @param outermost whether the table stands in no other
    TableText(StringBuilder around, boolean named, boolean outermost) {
        this.around = around;
        this.named = named;
        this.outermost = outermost;
    }

    StringBuilder around() {
        return around;
    }

    boolean isInCell() {
        return cell != null;
    }

    /// Where the text of the next cell goes.
    StringBuilder beginCell() {
        cell = new StringBuilder();
        return cell;
    }

    /// Ends the cell, if there is one, and tells where text goes now.
    StringBuilder endCell() {
        if (cell != null) {
            cells.add(cell.toString().strip());
            cell = null;
        }
        return around;
    }

    void endRow() {
        List<String> row = List.copyOf(cells);
        cells.clear();
        long filled = row.stream().filter(value -> !value.isEmpty()).count();
        if (filled == 0) {
            header = List.of();
            headerPossible = true;
        } else if (filled == 1 && header.isEmpty()) {
            around.append(String.join("", row)).append('\n');
        } else {
            around.append(line(row)).append('\n');
        }
    }

    private String line(List<String> row) {
        if (named && headerPossible && looksLikeNames(row)) {
            header = row;
            headerPossible = false;
            return joined(row);
        }
        headerPossible = false;
        return header.isEmpty() ? joined(row) : joined(withNames(row));
    }

    private String joined(List<String> row) {
        List<String> lines = row.stream().map(TableText::oneLine).toList();
        if (outermost) {
            return "| " + String.join(" | ", lines.subList(0, lastFilled(lines) + 1)) + " |";
        }
        return String.join(
                ", ", lines.stream().filter(value -> !value.isEmpty()).toList());
    }

    private static int lastFilled(List<String> values) {
        int last = values.size() - 1;
        while (last > 0 && values.get(last).isEmpty()) {
            last--;
        }
        return last;
    }

    private static String oneLine(String value) {
        return value.replaceAll("\\s+", " ");
    }

    private static boolean looksLikeNames(List<String> row) {
        List<String> names = row.stream().filter(value -> !value.isEmpty()).toList();
        return names.size() > 1
                && names.stream().distinct().count() == names.size()
                && names.stream()
                        .noneMatch(name ->
                                name.length() > 60 || NUMBER.matcher(name).matches());
    }

    private List<String> withNames(List<String> row) {
        List<String> withNames = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            String name = i < header.size() ? header.get(i) : "";
            if (!row.get(i).isEmpty()) {
                withNames.add(name.isEmpty() ? row.get(i) : name + ": " + row.get(i));
            }
        }
        return withNames;
    }
}
