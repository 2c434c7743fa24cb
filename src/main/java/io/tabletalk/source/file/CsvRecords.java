package io.tabletalk.source.file;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.source.file.TextDecoder.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// The records of a CSV text as lists of values, by RFC 4180, with any delimiter. A record that cannot be parsed or
/// decoded is reported with its first line, and the lines after it are read as records of their own. Blank records are
/// left out but counted. For one thread.
final class CsvRecords {

    private static final int MAX_COLUMNS = 16 * 1024;

    private static final String BROKEN_QUOTE =
            "The quotes do not match: a quoted field is never closed, or a quote inside it is not doubled.";

    private final char delimiter;
    private final Lines lines;
    private final LineFeed feed;
    private Iterator<CsvRecord> parser;
    private long number;

    /// A record.
    ///
    /// @param number 1-based number of the record, blank ones and skipped lines counted
    /// @param values its values, or empty when it is broken
    /// @param broken what is wrong with it, or null
    record Parsed(
            long number,
            Line first,
            Line last,
            List<String> values,
            @Nullable String broken) {

        String place() {
            return first == last ? "line " + first.number() : "lines " + first.number() + "–" + last.number();
        }

        Row.Broken asBroken(String reason) {
            String text = first.text();
            int shown = Math.min(text.length(), SourceRecord.Unreadable.MAX_EXCERPT);
            return new Row.Broken(
                    number, place(), reason, text.substring(0, shown).stripTrailing());
        }
    }

    /// @param skipLines physical lines at the start that are no records, but count as such
    CsvRecords(TextDecoder text, char delimiter, int skipLines) throws IOException {
        this.delimiter = delimiter;
        this.lines = new Lines(text);
        this.feed = new LineFeed(lines);
        this.parser = parser();
        skip(skipLines);
    }

    private void skip(int skipLines) throws IOException {
        for (int i = 0; i < skipLines && lines.next() != null; i++) {
            number++;
        }
    }

    /// The next record, or null after the last.
    @Nullable
    Parsed next() throws IOException {
        while (true) {
            feed.beginRecord();
            Parsed parsed = parse();
            if (parsed == null || parsed.broken != null || !isBlank(parsed.values)) {
                return parsed;
            }
        }
    }

    private @Nullable Parsed parse() throws IOException {
        try {
            CsvRecord next = parser.next();
            number++;
            return understood(next.getFields());
        } catch (NoSuchElementException end) {
            return null;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (CsvParseException e) {
            number++;
            feed.giveBackAllButFirst();
            parser = parser();
            return broken(reason(e));
        }
    }

    private Parsed understood(List<String> values) {
        for (Line line : feed.recordLines()) {
            Fault fault = line.fault();
            if (fault != null) {
                return broken(fault.sentence());
            }
        }
        return new Parsed(number, firstLine(), feed.recordLines().getLast(), values, null);
    }

    private Parsed broken(String reason) {
        return new Parsed(number, firstLine(), feed.recordLines().getLast(), List.of(), reason);
    }

    private Line firstLine() {
        return feed.recordLines().getFirst();
    }

    private static String reason(CsvParseException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof Error error) {
                throw error; // the parser wraps whatever it meets: no memory left is no broken quote
            }
            if (cause instanceof LineFeed.TooLong) {
                return "The record is " + cause.getMessage() + "; most often a quote was opened and never closed.";
            }
        }
        return BROKEN_QUOTE;
    }

    private static boolean isBlank(List<String> values) {
        return values.stream().allMatch(String::isBlank);
    }

    private Iterator<CsvRecord> parser() {
        return CsvReader.builder()
                .fieldSeparator(delimiter)
                .skipEmptyLines(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowExtraCharsAfterClosingQuote(false)
                .allowUnclosedQuote(false)
                .maxBufferSize(2 * Lines.MAX_LENGTH)
                .build(
                        CsvRecordHandler.of(handler -> handler.maxFields(MAX_COLUMNS)
                                .maxRecordSize(Lines.MAX_LENGTH)
                                .maxFieldSize(Lines.MAX_LENGTH)),
                        feed)
                .iterator();
    }
}
