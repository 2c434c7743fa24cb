package io.tabletalk.source.file;

import io.tabletalk.source.TitleFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What each field of a file of records is for: the title, the text, the metadata, the key.
///
/// What the user did not say is decided from a sample of the records: text are the fields that hold words (all fields
/// when none does), metadata are the others and those whose words are short. When the user named the text fields,
/// metadata are the others.
final class RowLayout {

    private final RowSettings settings;
    private final boolean typed;
    private final boolean everythingIsText;
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final List<String> title;

    /// A field.
    ///
    /// @param declared     whether the type was declared: then every value must be of it
    /// @param nullable     whether a record of the sample lacks it
    /// @param defaultValue what stands for a missing or blank value, or null
    record Field(
            String name,
            ColumnType type,
            boolean declared,
            boolean nullable,
            boolean text,
            boolean metadata,
            @Nullable String defaultValue) {}

    /// @param names  all fields when the file names them, otherwise empty: then those of the sample count
    /// @param typed  see [ColumnGuess]
    /// @param sample records from the file's start
    /// @throws io.tabletalk.source.SourceException INVALID when the settings name a field that there is not
    RowLayout(String file, RowSettings settings, List<String> names, boolean typed, List<Map<String, Object>> sample) {
        this.settings = settings;
        this.typed = typed;
        List<String> all = names.isEmpty() ? namesOf(sample) : names;
        if (!names.isEmpty() || !sample.isEmpty()) {
            settings.requireIn(all, file);
        }
        Map<String, ColumnGuess> guesses = new LinkedHashMap<>();
        all.forEach(name -> guesses.put(name, new ColumnGuess(typed)));
        sample.forEach(row -> row.forEach((name, value) -> {
            ColumnGuess guess = guesses.get(name);
            if (guess != null) {
                guess.add(value);
            }
        }));
        this.everythingIsText = settings.text().isEmpty()
                && guesses.entrySet().stream().noneMatch(entry -> isText(entry.getKey(), entry.getValue(), false));
        guesses.forEach((name, guess) -> fields.put(name, field(name, guess, isMissingIn(sample, name))));
        this.title = TitleFields.in(all.stream().filter(this::isRead).toList());
    }

    private static List<String> namesOf(List<Map<String, Object>> sample) {
        Set<String> names = new LinkedHashSet<>();
        sample.forEach(row -> names.addAll(row.keySet()));
        return new ArrayList<>(names);
    }

    private static boolean isMissingIn(List<Map<String, Object>> sample, String name) {
        return sample.isEmpty()
                || sample.stream().anyMatch(row -> {
                    Object value = row.get(name);
                    return value == null || value.toString().isBlank();
                });
    }

    List<Field> fields() {
        return List.copyOf(fields.values());
    }

    RowSettings settings() {
        return settings;
    }

    /// The fields whose values make a recognisable title; may be empty.
    List<String> title() {
        return title;
    }

    /// The field of that name; one that the sample did not show is judged by this value.
    Field field(String name, Object value) {
        Field known = fields.get(name);
        return known != null ? known : field(name, ColumnGuess.of(typed, value), true);
    }

    private Field field(String name, ColumnGuess guess, boolean nullable) {
        ColumnType declared = settings.types().get(name);
        boolean text = isText(name, guess, everythingIsText);
        return new Field(
                name,
                declared != null ? declared : guess.type(),
                declared != null,
                nullable,
                text,
                isMetadata(name, text, guess),
                settings.defaults().get(name));
    }

    private boolean isRead(String name) {
        return settings.columns().isEmpty()
                || settings.columns().contains(name)
                || settings.text().contains(name)
                || settings.metadata().contains(name);
    }

    private boolean isText(String name, ColumnGuess guess, boolean everything) {
        if (!settings.text().isEmpty()) {
            return settings.text().contains(name);
        }
        return isRead(name)
                && (everything
                        || (guess.isWords()
                                && !settings.key().contains(name)
                                && !settings.metadata().contains(name)));
    }

    private boolean isMetadata(String name, boolean text, ColumnGuess guess) {
        if (!settings.metadata().isEmpty()) {
            return settings.metadata().contains(name);
        }
        if (!isRead(name)) {
            return false;
        }
        return settings.text().isEmpty() ? !text || !guess.isLong() : !text;
    }
}
