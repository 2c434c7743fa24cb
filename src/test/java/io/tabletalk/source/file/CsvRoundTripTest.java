package io.tabletalk.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.source.file.CsvRecords.Parsed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What was written by the rules of RFC 4180 is read again, whatever it holds.
class CsvRoundTripTest {

    private static final String[] PIECES = {
        "a", "Tea", " ", ",", ";", "\t", "|", "\"", "\"\"", "\n", "\r\n", "\r", "שלום", "🧀", "0", "\\", "'", "#"
    };
    private static final String[] LINE_ENDS = {"\n", "\r\n", "\r"};

    static List<Long> seeds() {
        return new Random(7).longs(300).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyContentIsReadAsItWasWritten(long seed) throws IOException {
        Random random = new Random(seed);
        char delimiter = ",;\t|".charAt(random.nextInt(4));
        String lineEnd = LINE_ENDS[random.nextInt(LINE_ENDS.length)];
        List<List<String>> rows = rows(random);

        assertThat(values(parse(written(rows, delimiter, lineEnd, random), delimiter)))
                .isEqualTo(rows);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aBrokenRecordAmongOthersCostsNoOther(long seed) throws IOException {
        Random random = new Random(seed);
        List<List<String>> before = rows(random);
        // Each begins with a word: a quote at the start of a line that is followed by a line end or another quote would
        // rightly close or continue the broken field.
        List<List<String>> after = rows(random).stream()
                .map(row -> List.of("word", row.get(0), row.get(2)))
                .toList();
        String broken = random.nextBoolean() ? "broken,\"x\"y\n" : "broken,\"never closed\n";
        String text = written(before, ',', "\n", random) + broken + quoted(after);

        List<Parsed> parsed = parse(text, ',');

        assertThat(parsed).filteredOn(one -> one.broken() != null).hasSize(1);
        List<List<String>> all = new ArrayList<>(before);
        all.addAll(after);
        assertThat(values(parsed)).isEqualTo(all);
    }

    /// One to six records of three values, none of them blank.
    private static List<List<String>> rows(Random random) {
        List<List<String>> rows = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            rows.add(List.of(value(random), "row " + i, value(random)));
        }
        return rows;
    }

    private static String value(Random random) {
        return random.ints(random.nextInt(8), 0, PIECES.length)
                .mapToObj(piece -> PIECES[piece])
                .collect(Collectors.joining());
    }

    private static String written(List<List<String>> rows, char delimiter, String lineEnd, Random random) {
        return rows.stream()
                .map(row -> row.stream()
                        .map(value -> needsQuotes(value, delimiter) || random.nextBoolean() ? quoted(value) : value)
                        .collect(Collectors.joining(String.valueOf(delimiter))))
                .collect(Collectors.joining(lineEnd, "", lineEnd));
    }

    private static String quoted(List<List<String>> rows) {
        return rows.stream()
                .map(row -> row.stream().map(CsvRoundTripTest::quoted).collect(Collectors.joining(",")) + "\n")
                .collect(Collectors.joining());
    }

    private static String quoted(String value) {
        return "\"" + value.replace("\"", "\"\"") + "\"";
    }

    private static boolean needsQuotes(String value, char delimiter) {
        return value.indexOf(delimiter) >= 0
                || value.indexOf('"') >= 0
                || value.indexOf('\n') >= 0
                || value.indexOf('\r') >= 0;
    }

    private static List<Parsed> parse(String text, char delimiter) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        CsvRecords records = new CsvRecords(
                new TextDecoder(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8, 0), delimiter, 0);
        List<Parsed> parsed = new ArrayList<>();
        for (Parsed next = records.next(); next != null; next = records.next()) {
            parsed.add(next);
        }
        return parsed;
    }

    private static List<List<String>> values(List<Parsed> parsed) {
        return parsed.stream()
                .filter(one -> one.broken() == null)
                .map(Parsed::values)
                .toList();
    }
}
