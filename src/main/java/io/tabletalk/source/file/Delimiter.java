package io.tabletalk.source.file;

import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import io.tabletalk.source.file.CsvRecords.Parsed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds what separates the values of a CSV file: the candidate that cuts the first records into the same number of
/// values most often, and of those that do so alike the one that gives more values.
final class Delimiter {

    private static final List<Character> CANDIDATES = List.of(',', ';', '\t', '|');

    private static final int SAMPLE_BYTES = 256 * 1024;
    private static final int SAMPLE_RECORDS = 100;

    /// Two candidates whose shares of equal records differ by less are alike.
    private static final double ALIKE = 0.1;

    private Delimiter() {}

    /// The delimiter that a user named: one character, `\t`, or the word `tab`.
    ///
    /// @throws SourceException INVALID when it cannot separate values
    static char named(String name) {
        String known = name.equals("\\t") || name.toLowerCase(Locale.ROOT).equals("tab") ? "\t" : name;
        if (known.length() != 1
                || Character.isLetterOrDigit(known.charAt(0))
                || "\"\r\n\0\uFEFF\uFFFD".contains(known)) {
            throw new SourceException(
                    Kind.INVALID,
                    "'" + name
                            + "' cannot be the delimiter. It is one character that is no letter, digit, quote or line"
                            + " end, such as ',' ';' '|' or '\\t'.");
        }
        return known.charAt(0);
    }

    static char guess(SourceFile file, @Nullable String encoding, int skipLines) {
        if (file.extension().equals("tsv") || file.extension().equals("tab")) {
            return '\t';
        }
        try {
            return guess(sample(file), encoding, skipLines);
        } catch (IOException e) {
            throw file.failure(e);
        }
    }

    private static byte[] sample(SourceFile file) throws IOException {
        try (InputStream bytes = file.open()) {
            return bytes.readNBytes(SAMPLE_BYTES);
        }
    }

    private static char guess(byte[] sample, @Nullable String encoding, int skipLines) throws IOException {
        char best = ',';
        Fit bestFit = new Fit(0, 1);
        for (char candidate : CANDIDATES) {
            Fit fit = fit(sample, Encoding.of(sample, encoding), candidate, skipLines);
            if (fit.isBetterThan(bestFit)) {
                best = candidate;
                bestFit = fit;
            }
        }
        return best;
    }

    private static Fit fit(byte[] sample, Encoding encoding, char candidate, int skipLines) throws IOException {
        InputStream bytes =
                new ByteArrayInputStream(sample, encoding.markLength(), sample.length - encoding.markLength());
        CsvRecords records =
                new CsvRecords(new TextDecoder(bytes, encoding.charset(), encoding.markLength()), candidate, skipLines);
        Map<Integer, Integer> widths = new HashMap<>();
        int read = 0;
        Parsed parsed = records.next();
        while (parsed != null && read < SAMPLE_RECORDS) {
            widths.merge(parsed.broken() == null ? parsed.values().size() : 0, 1, Integer::sum);
            read++;
            parsed = records.next();
        }
        return Fit.of(widths, read);
    }

    /// How well a candidate cuts.
    ///
    /// @param share  of the records that have the most frequent number of values
    /// @param values that number
    private record Fit(double share, int values) {

        static Fit of(Map<Integer, Integer> widths, int records) {
            return widths.entrySet().stream()
                    .filter(entry -> entry.getKey() > 1)
                    .max(Map.Entry.<Integer, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                    .map(entry -> new Fit((double) entry.getValue() / records, entry.getKey()))
                    .orElse(new Fit(0, 1));
        }

        boolean isBetterThan(Fit other) {
            return share > other.share + ALIKE || (share > other.share - ALIKE && values > other.values);
        }
    }
}
