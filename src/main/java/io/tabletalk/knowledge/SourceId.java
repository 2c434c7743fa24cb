package io.tabletalk.knowledge;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// The name of a source: 1 to 64 lower-case letters, digits, `.`, `_` or `-`, starting with a letter or digit.
///
/// @throws IllegalArgumentException when the value has any other form
public record SourceId(@JsonValue String value) implements Comparable<SourceId> {

    private static final int MAX_LENGTH = 64;
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    @JsonCreator
    public SourceId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "A source name has 1 to 64 lower-case letters, digits, '.', '_' or '-', and starts with a letter or"
                            + " digit.");
        }
    }

    /// The nearest valid name for free text such as a file or table name: `My Orders.csv` gives `my-orders.csv`.
    /// Different texts may give the same name; the caller decides what that means.
    public static SourceId slug(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^a-z0-9._-]+", "-")
                .replaceAll("^[^a-z0-9]+", "");
        String cut = plain.substring(0, Math.min(plain.length(), MAX_LENGTH)).replaceAll("[._-]+$", "");
        return new SourceId(cut.isEmpty() ? "source" : cut);
    }

    @Override
    public int compareTo(SourceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
